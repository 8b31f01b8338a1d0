// Narrows a list of entries. It stands right after the form, which is hidden without it, and before the list.
// What is chosen is kept in the address: ?category=…&category=…&place=…&name=…
(() => {
  const form = document.currentScript.previousElementSibling;
  const toggle = form.querySelector(".tt-filters__toggle");
  const name = form.elements.name;
  const LETTERS = { œ: "oe", æ: "ae", ø: "o", ł: "l", đ: "d", ß: "ss" };
  const TYPING = "input:not([type=checkbox]), textarea, select, [contenteditable]";
  const OPEN = "dialog[open], [role=dialog]:not([hidden])";

  form.hidden = false;

  // Letters and digits, without accents and case: the list's own order knows no others.
  const plain = (text) =>
    text
      .toLowerCase()
      .normalize("NFKD")
      .replace(/\p{M}/gu, "")
      .replace(/[œæøłđß]/g, (letter) => LETTERS[letter])
      .replace(/[^\p{L}\p{N}]+/gu, " ")
      .trim();

  const facetOf = (fieldset) => {
    const values = new Map();
    for (const input of fieldset.querySelectorAll("input")) {
      const item = input.closest("li");
      values.set(input.value, { input, item, counter: item.querySelector(".tt-facet__count"), count: 0 });
    }
    return { id: fieldset.dataset.facet, single: "single" in fieldset.dataset, values, chosen: new Set() };
  };

  const entryOf = (element, facets) => ({
    element,
    letter: element.closest(".tt-letter"),
    name: plain(element.querySelector("a").textContent + " " + (element.querySelector("[data-name]")?.textContent ?? "")),
    values: facets.map(({ id, single }) => {
      const value = element.dataset[id];
      return value === undefined ? [] : single ? [value] : value.split(" ");
    }),
  });

  const start = () => {
    const list = form.parentElement.querySelector(".tt-filtered");
    const bar = list.querySelector(".tt-filtered__bar");
    const shownText = list.querySelector(".tt-filtered__shown");
    const reset = list.querySelector(".tt-filtered__reset");
    const nothing = list.querySelector(".tt-filtered__nothing");
    const done = form.querySelector(".tt-filters__done span");
    const active = form.querySelector(".tt-filters__active");
    const facets = [...form.querySelectorAll("fieldset")].map(facetOf);
    const entries = [...list.querySelectorAll("[data-entry]")].map((element) => entryOf(element, facets));
    const letters = new Map();
    for (const link of list.querySelectorAll(".tt-letters a")) {
      const heading = document.getElementById(decodeURIComponent(link.hash.slice(1)));
      letters.set(heading.closest(".tt-letter"), { item: link.closest("li"), shown: 0 });
    }
    const plural = new Intl.PluralRules(form.dataset.locale);
    const number = new Intl.NumberFormat(form.dataset.locale);
    const told = (shown) => form.getAttribute(`data-shown-${plural.select(shown)}`) ?? form.dataset.shownOther;

    // One pass: an entry counts for a facet's values if no other facet leaves it out.
    const count = () => {
      const words = plain(name.value).split(" ");
      let shown = 0;
      for (const facet of facets) for (const value of facet.values.values()) value.count = 0;
      for (const letter of letters.values()) letter.shown = 0;
      for (const entry of entries) {
        const named = words.every((word) => entry.name.includes(word));
        const against = [];
        facets.forEach((facet, index) => {
          if (facet.chosen.size && !entry.values[index].some((value) => facet.chosen.has(value))) against.push(index);
        });
        entry.shown = named && !against.length;
        if (entry.shown) {
          shown += 1;
          if (entry.letter) letters.get(entry.letter).shown += 1;
        }
        if (!named || against.length > 1) continue;
        for (const index of against.length ? against : facets.keys()) {
          for (const value of entry.values[index]) facets[index].values.get(value).count += 1;
        }
      }
      return shown;
    };

    // Writes only what differs, and reads nothing back from the page: the browser lays it out once.
    const show = () => {
      const shown = count();
      const chosen = facets.reduce((sum, facet) => sum + facet.chosen.size, 0) + (plain(name.value) ? 1 : 0);
      for (const { element, shown: isShown } of entries) if (element.hidden === isShown) element.hidden = !isShown;
      for (const [section, { item, shown: within }] of letters) section.hidden = item.hidden = !within;
      for (const facet of facets) {
        for (const [value, { input, item, counter, count: found }] of facet.values) {
          input.checked = facet.chosen.has(value);
          item.classList.toggle("is-none", !found);
          const text = number.format(found);
          if (counter.textContent !== text) counter.textContent = text;
        }
      }
      done.textContent = `(${number.format(shown)})`;
      shownText.textContent = told(shown)
        .replace("{count}", number.format(shown))
        .replace("{total}", number.format(entries.length));
      nothing.hidden = shown > 0;
      reset.hidden = active.hidden = !chosen;
      active.textContent = number.format(chosen);
      list.classList.toggle("is-filtered", chosen > 0);
    };

    const address = () => {
      const query = new URLSearchParams(location.search);
      for (const facet of facets) {
        query.delete(facet.id);
        for (const value of facet.values.keys()) if (facet.chosen.has(value)) query.append(facet.id, value);
      }
      query.delete("name");
      if (name.value.trim()) query.set("name", name.value.trim());
      return location.pathname + (query.size ? `?${query}` : "") + location.hash;
    };

    const read = () => {
      const query = new URLSearchParams(location.search);
      for (const facet of facets) {
        facet.chosen = new Set(query.getAll(facet.id).filter((value) => facet.values.has(value)));
      }
      name.value = query.get("name") ?? "";
      show();
    };

    const clear = () => {
      if (reset.hidden) return;
      const held = reset.contains(document.activeElement);
      for (const facet of facets) facet.chosen.clear();
      name.value = "";
      show();
      history.pushState(null, "", address());
      if (held) (toggle.offsetParent ? toggle : name).focus();
    };

    form.addEventListener("submit", (event) => event.preventDefault());
    form.addEventListener("change", ({ target }) => {
      if (target.type !== "checkbox") return;
      const { chosen } = facets.find(({ id }) => id === target.name);
      if (target.checked) chosen.add(target.value);
      else chosen.delete(target.value);
      show();
      history.pushState(null, "", address());
    });
    // Each letter typed would be a step back, and browsers refuse too many in a row.
    let waiting;
    name.addEventListener("input", () => {
      show();
      clearTimeout(waiting);
      waiting = setTimeout(() => history.replaceState(null, "", address()), 250);
    });
    form.querySelector(".tt-filters__skip").addEventListener("click", () => list.focus());
    reset.querySelector("button").addEventListener("click", clear);
    document.addEventListener("keydown", (event) => {
      if (event.key !== "Escape" || event.defaultPrevented || event.isComposing) return;
      if (event.target.matches?.(TYPING) || document.querySelector(OPEN)) return;
      clear();
    });
    addEventListener("popstate", read);

    bar.hidden = false;
    read();
  };

  // On a phone the choices lie behind a button; elsewhere they always show.
  toggle.addEventListener("click", () => {
    toggle.setAttribute("aria-expanded", String(toggle.getAttribute("aria-expanded") !== "true"));
  });
  form.querySelector(".tt-filters__done").addEventListener("click", () => {
    toggle.setAttribute("aria-expanded", "false");
    toggle.focus();
  });
  for (const button of form.querySelectorAll(".tt-facet__all")) {
    const fold = (open) => {
      button.setAttribute("aria-expanded", String(open));
      button.textContent = open ? button.dataset.fewer : button.dataset.more;
      button.closest("fieldset").classList.toggle("is-unfolded", open);
    };
    button.addEventListener("click", () => fold(button.getAttribute("aria-expanded") !== "true"));
    fold(false);
  }

  if (document.readyState === "loading") document.addEventListener("DOMContentLoaded", start);
  else start();
})();
