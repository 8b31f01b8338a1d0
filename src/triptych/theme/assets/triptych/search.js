// The search: Pagefind's index, in a dialog of our own. Nothing of it is loaded before a reader opens it.
// What it says stands in the page (search.html), in the reader's language.
(() => {
  const AT_ONCE = 10; // results shown, and again with each press of the button for more
  const LONGEST = 200; // characters of a query; what follows finds nothing that these do not
  const MOST = 12; // words of a query
  const SHORTEST = 2; // letters: one letter finds half the site
  const PAUSE = 180; // milliseconds after the last key
  // A name or an acronym before the text.
  const FACTS = { place: 4, website: 0.5, category: 0.2, part: 0.2 };
  const RANKING = { metaWeights: { title: 12, alternate: 12, ...FACTS } };
  // French elides before a vowel: what one searches in « l’économie » is « économie », also in a Dutch page's names.
  const ELIDED = /(^|[^\p{L}\p{N}])(?:[cdjlmnst]|qu|jusqu|lorsqu|puisqu|quoiqu)['’](?=\p{L})/giu;
  const SEPARATORS = /[^\p{L}\p{M}\p{N}'’._@+-]+/gu;
  const KEYS = new Set(["/", "s"]);
  const FIELDS = "input, textarea, select, [contenteditable]";

  const folded = (text) => text.toLowerCase().normalize("NFD").replace(/[\p{M}\p{P}]/gu, "");
  // The index has straight apostrophes, because Pagefind takes « d’insertion » for one word.
  const typeset = (text) => text.replace(/(?<=[\p{L}\p{N}])'(?=[\p{L}\p{N}])/gu, "’");
  const lastStep = (path) => path.split(" › ").at(-1);
  const wording = (template) => template.content.textContent.trim();
  const element = (name, className, text) => {
    const made = document.createElement(name);
    if (className) made.className = className;
    if (text) made.textContent = text;
    return made;
  };

  const prepare = () => {
    const dialog = document.querySelector("dialog.tt-search");
    const button = document.querySelector(".tt-search-open");
    if (!dialog || !button || !dialog.showModal) return;
    const part = (name) => dialog.querySelector(`.tt-search__${name}`);
    const [form, field, status, results] = ["form", "field", "status", "results"].map(part);
    const [filters, reset, more, categories] = ["filters", "reset", "more", "categories"].map(part);
    const selects = [...filters.querySelectorAll("select")];
    const says = (name) => wording(dialog.querySelector(`[data-says="${name}"]`));
    const language = document.documentElement.lang;
    const root = new URL(dialog.dataset.root, document.baseURI);
    const counts = JSON.parse(dialog.dataset.count);
    const plural = new Intl.PluralRules(dialog.dataset.locale);
    const number = new Intl.NumberFormat(dialog.dataset.locale);
    const order = new Intl.Collator(dialog.dataset.locale);
    const indexes = new Map(
      [...dialog.querySelectorAll("[data-index]")].map((one) => [
        one.lang,
        { language: one.lang, dir: one.dir, name: wording(one), href: one.dataset.index, known: new Map() },
      ]),
    );
    let asked = 0; // the number of the latest search: what an older one finds comes too late
    let going = Promise.resolve();
    let timer = 0;

    const counted = (count) =>
      (counts[plural.select(count)] ?? counts.other).replace("{count}", number.format(count));

    // ---- Asking Pagefind ----

    // An index has a script of its own, because Pagefind's keeps to the stemmer that it loaded first.
    const load = (index) => {
      index.loaded ??= begin(index).catch((error) => {
        forget(index);
        throw error;
      });
      return index.loaded;
    };
    // Pagefind keeps what did not arrive as if it had; only a new instance asks again.
    const forget = (index) => {
      index.loaded = undefined;
      index.failures = (index.failures ?? 0) + 1;
    };
    const begin = async (index) => {
      const base = new URL(index.href, document.baseURI);
      // A browser may remember that a script failed to load, and give up on its address.
      const module = await import(`${base}pagefind.js${index.failures ? `?again=${index.failures}` : ""}`);
      index.known.clear();
      return module.createInstance({
        basePath: base.pathname,
        baseUrl: root.pathname,
        excerptLength: 24,
        noWorker: true, // the index is small, and a worker would load Pagefind a second time
        ranking: RANKING,
      });
    };

    const termsOf = (text) => {
      const terms = text.replace(ELIDED, "$1").replace(SEPARATORS, " ").split(" ");
      return [...new Set(terms.filter((term) => /[\p{L}\p{N}]/u.test(term)))].slice(0, MOST);
    };

    // Pagefind passes over a word that it does not know, or takes the longest beginning of it that it does.
    const isKnown = async (pagefind, term) => {
      const exact = await pagefind.search(`"${term}"`);
      if (exact.results.length) return true;
      const near = await pagefind.search(term);
      const pages = await Promise.all(near.results.slice(0, 3).map((result) => result.data()));
      const wanted = folded(term);
      return pages.some(({ content, meta }) =>
        [content, ...Object.values(meta)]
          .flatMap((text) => text.split(/\s+/).flatMap((word) => [word, ...word.split(/[\p{P}]+/u)]))
          .some((word) => folded(word).startsWith(wanted)),
      );
    };

    const ask = async (index, text, chosen = {}) => {
      const pagefind = await load(index);
      const terms = termsOf(text);
      const knows = (term) => {
        if (!index.known.has(term)) index.known.set(term, isKnown(pagefind, term));
        return index.known.get(term);
      };
      // “saw-b” is a word of its own, “work-training” two words.
      const whole = await Promise.all(terms.map(knows));
      const words = terms.flatMap((term, at) => (whole[at] ? [term] : term.split(/[^\p{L}\p{M}\p{N}]+/u).filter(Boolean)));
      const known = await Promise.all(words.map(knows));
      const unknown = words.filter((_, at) => !known[at]);
      const found = await pagefind.search(words.length ? words.join(" ") : null, { filters: chosen });
      // Pagefind takes a part of the index that did not arrive for one without words.
      if (unknown.length) await check(index);
      return { results: found.results, unknown };
    };
    const check = async (index) => {
      const base = new URL(index.href, document.baseURI);
      const answer = await fetch(`${base}pagefind-entry.json`, { cache: "no-store" }).catch(() => null);
      if (!answer?.ok) throw new Error("the index cannot be reached");
    };

    // What every other language's index really has for the query; one that fails has nothing.
    const askElsewhere = (text) =>
      Promise.all(
        [...indexes.values()]
          .filter((index) => index.language !== language)
          .map((index) =>
            ask(index, text)
              .then(({ results: found, unknown }) => ({ index, found: unknown.length ? [] : found }))
              .catch(() => ({ index, found: [] })),
          ),
      );

    // ---- Showing ----

    // Pagefind marks words in text that it escapes; nothing but its marks is taken for markup.
    const excerpt = ({ excerpt: text, meta }) => {
      const shown = element("p", "tt-hit__text");
      const plain = text.replace(/<\/?mark>/g, "");
      const title = meta.title ?? "";
      const decoded = (words) => typeset(words.replace(/&lt;/g, "<").replace(/&gt;/g, ">"));
      const rest = plain.startsWith(title) ? text.split(" ").slice(title.split(/\s+/).length).join(" ") : text;
      rest.split(/(<mark>.*?<\/mark>)/).forEach((piece) => {
        const marked = /^<mark>(.*)<\/mark>$/.exec(piece);
        shown.append(marked ? element("mark", "", decoded(marked[1])) : decoded(piece));
      });
      return shown;
    };

    const hit = (page) => {
      const { title, alternate } = page.meta;
      const { category = [], place = [], kind = [], colour = ["slate"] } = page.filters;
      const deepest = [...category].sort((one, other) => other.split(" › ").length - one.split(" › ").length)[0] ?? "";
      const item = element("li", "tt-hit");
      [item.dataset.colour] = colour;
      const name = element("p", "tt-hit__name");
      const link = element("a", "", typeset(title));
      link.href = page.url;
      name.append(link);
      if (alternate) name.append(" ", element("span", "tt-hit__alternate", typeset(alternate)));
      item.append(name);
      const about = [kind[0], lastStep(deepest) !== title && lastStep(deepest), place[0]].filter(Boolean);
      item.append(element("p", "tt-hit__about", typeset(about.join(" · "))));
      item.append(excerpt(page));
      return item;
    };

    // Pagefind does not prefer a name that is just what was searched to a longer one that holds it.
    const bare = (text) => folded(text ?? "").replace(/\s/g, "");
    const isNamed = ({ meta }, text) => [meta.title, meta.alternate].some((name) => bare(name) === bare(text));
    const namedFirst = (pages, text) => pages.sort((one, other) => isNamed(other, text) - isNamed(one, text));

    // A list that grows by some results at a time.
    const list = async (found, index, text) => {
      const items = element("ul", "tt-hits");
      if (index.language !== language) {
        items.lang = index.language;
        items.dir = index.dir;
      }
      const grow = async () => {
        const from = items.children.length;
        const pages = await Promise.all(found.slice(from, from + AT_ONCE).map((result) => result.data()));
        items.append(...namedFirst(pages, text).map(hit));
        return items.children.length < found.length;
      };
      return { items, grow, goesOn: await grow() };
    };

    const show = (text, parts, { lists = [], offers = false } = {}) => {
      results.replaceChildren(...parts);
      results.removeAttribute("aria-busy");
      categories.hidden = !offers;
      const [first] = lists;
      more.hidden = !first?.goesOn;
      more.onclick = async () => {
        const from = first.items.children.length;
        more.hidden = !(await first.grow());
        first.items.children[from]?.querySelector("a").focus();
      };
      status.textContent = text;
    };

    const search = async () => {
      const mine = ++asked;
      const text = field.value.slice(0, LONGEST);
      const letters = text.match(/[\p{L}\p{N}]/gu) ?? [];
      const chosen = Object.fromEntries(selects.filter((one) => one.value).map((one) => [one.name, one.value]));
      const isFiltered = Object.keys(chosen).length > 0;
      reset.hidden = !isFiltered;
      if (letters.length < SHORTEST && !(isFiltered && !letters.length)) {
        show(letters.length ? says("short") : "", [], { offers: true });
        return;
      }
      if (!results.children.length) status.textContent = says("searching");
      try {
        const own = indexes.get(language);
        const { results: found, unknown } = await ask(own, text, chosen);
        const isReal = found.length && !unknown.length;
        const elsewhere = isReal || isFiltered ? [] : (await askElsewhere(text)).filter((one) => one.found.length);
        const mineList = await list(found, own, text);
        const others = await Promise.all(elsewhere.map((one) => list(one.found, one.index, text)));
        if (mine === asked) tell(found, unknown, mineList, elsewhere, others);
      } catch {
        for (const index of indexes.values()) if (index.loaded) forget(index);
        if (mine === asked) show(says("failed"), [], { offers: true });
      }
    };

    const tell = (found, unknown, own, elsewhere, others) => {
      const sections = elsewhere.flatMap(({ index }, at) => {
        const heading = element("h3", "tt-search__language", index.name);
        heading.lang = index.language;
        return [heading, others[at].items];
      });
      const total = elsewhere.reduce((sum, one) => sum + one.found.length, 0);
      const abroad = total ? says("elsewhere").replace("{count}", counted(total)) : says("none");
      if (found.length && !unknown.length) {
        show(counted(found.length), [own.items], { lists: [own] });
      } else if (found.length) {
        const [before, after] = says("loose").split("{words}");
        const near = element("p", "tt-search__loose", before);
        near.append(element("strong", "", unknown.join(" ")), after ?? "");
        show(abroad, [...sections, near, own.items], { lists: [own], offers: true });
      } else {
        show(abroad, sections, { lists: others, offers: true });
      }
    };

    const soon = () => {
      clearTimeout(timer);
      results.setAttribute("aria-busy", "true");
      going = new Promise((done) => {
        timer = setTimeout(() => search().then(done), PAUSE);
      });
    };

    // ---- Filters: their values are loaded when a reader looks at them ----

    const fill = async () => {
      const any = wording(part("any"));
      const values = await (await load(indexes.get(language))).filters();
      for (const select of selects) {
        const chosen = select.value;
        const names = Object.keys(values[select.name] ?? {}).sort(order.compare);
        const options = names.map((name) => {
          const depth = name.split(" › ").length - 1;
          return new Option("\u2003".repeat(depth) + typeset(lastStep(name)), name);
        });
        select.replaceChildren(new Option(any, ""), ...options);
        select.value = chosen;
        select.parentElement.hidden = names.length < 2;
      }
    };

    // ---- Opening, moving, closing ----

    const open = () => {
      if (dialog.open) return;
      dialog.showModal();
      field.select();
      load(indexes.get(language)).catch(() => {});
      if (!field.value) search();
    };

    const move = (event) => {
      const down = event.key === "ArrowDown";
      if ((!down && event.key !== "ArrowUp") || event.target.closest("select, summary")) return;
      const stops = [field, ...results.querySelectorAll("a")];
      const at = stops.indexOf(document.activeElement);
      if (at < 0) return;
      event.preventDefault();
      stops[Math.min(Math.max(at + (down ? 1 : -1), 0), stops.length - 1)].focus();
    };

    const followFirst = async (event) => {
      event.preventDefault();
      await going;
      results.querySelector("a")?.click();
    };

    button.hidden = false;
    button.addEventListener("click", open);
    field.addEventListener("input", soon);
    form.addEventListener("submit", followFirst);
    part("close").addEventListener("click", () => dialog.close());
    filters.addEventListener("toggle", () => {
      if (filters.open) fill().catch(() => show(says("failed"), [], { offers: true }));
    });
    for (const select of selects) select.addEventListener("change", search);
    reset.addEventListener("click", () => {
      for (const select of selects) select.value = "";
      field.focus();
      search();
    });
    dialog.addEventListener("keydown", move);
    dialog.addEventListener("click", (event) => {
      // The dialog itself is clicked beside what it holds; a result may lie on this very page.
      if (event.target === dialog || event.target.closest("a")) dialog.close();
    });
    addEventListener("pagehide", () => dialog.close());
    document.addEventListener("keydown", (event) => {
      const key = event.key.toLowerCase();
      const isCommand = key === "k" && (event.ctrlKey || event.metaKey);
      const isKey = KEYS.has(key) && !event.ctrlKey && !event.metaKey;
      if (event.altKey || event.isComposing || !(isCommand || isKey) || event.target.closest?.(FIELDS)) return;
      event.preventDefault();
      open();
    });
  };

  document.addEventListener("DOMContentLoaded", prepare);
})();
