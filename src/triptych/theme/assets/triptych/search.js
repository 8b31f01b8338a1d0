// The search: a dialog of our own over the indexes of search-index.js, which are loaded when a reader opens it.
// What it says stands in the page (search.html), in the reader's language.
(() => {
  const AT_ONCE = 10; // results shown, and again with each press of the button for more
  const LONGEST = 200; // characters of a query; what follows finds nothing that these do not
  const SHORTEST = 2; // letters: one letter finds half the site
  const PAUSE = 180; // milliseconds after the last key
  const KEYS = new Set(["/", "s"]); // a reader may switch them off (WCAG 2.1.4)
  const KEYS_OFF = "triptych-search-keys";
  const TYPING = "input:not([type=checkbox], [type=radio], [type=button]), textarea, select, [contenteditable]";

  // The index has straight apostrophes, because Pagefind takes « d’insertion » for one word.
  const typeset = (text) => text.replace(/(?<=[\p{L}\p{N}])'(?=[\p{L}\p{N}])/gu, "’");
  const stepsOf = (path) => path.split(" › ");
  const lastStep = (path) => stepsOf(path).at(-1);
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
    const [active, keys] = ["active", "keys input"].map(part);
    const selects = [...filters.querySelectorAll("select")];
    const says = (name) => wording(dialog.querySelector(`[data-says="${name}"]`));
    const language = document.documentElement.lang;
    const root = new URL(dialog.dataset.root, document.baseURI);
    const counts = JSON.parse(dialog.dataset.count);
    const plural = new Intl.PluralRules(dialog.dataset.locale);
    const number = new Intl.NumberFormat(dialog.dataset.locale);
    const order = new Intl.Collator(dialog.dataset.locale);
    const languages = new Map(
      [...dialog.querySelectorAll("[data-index]")].map((one) => [
        one.lang,
        { language: one.lang, dir: one.dir, name: wording(one), base: new URL(one.dataset.index, document.baseURI) },
      ]),
    );
    let indexes; // by language, once they are loaded
    let failures = 0;
    let answeredQuery = null;
    let asked = 0; // the number of the latest search: what an older one finds comes too late
    let going = Promise.resolve();
    let timer = 0;

    const counted = (count) =>
      (counts[plural.select(count)] ?? counts.other).replace("{count}", number.format(count));

    // ---- Asking ----

    const load = () => {
      const again = failures ? `?again=${failures}` : ""; // a browser may remember that a script failed to load
      indexes ??= import(`./search-index.js${again}`)
        .then(({ Index }) => new Map([...languages].map(([code, { base }]) => [code, new Index(base, root)])))
        .catch((error) => {
          indexes = undefined;
          failures += 1;
          throw error;
        });
      return indexes;
    };
    const own = async () => (await load()).get(language);
    const forget = async () => {
      for (const index of (await indexes)?.values() ?? []) index.forget();
    };

    // What every other language's index really has for the query; one that fails has nothing.
    const askElsewhere = async (text) => {
      const others = [...(await load())].filter(([code]) => code !== language);
      const asking = others.map(async ([code, index]) => {
        try {
          const { found, unknown } = await index.ask(text);
          return { ...languages.get(code), index, found: unknown.length ? [] : found };
        } catch {
          index.forget();
          return { found: [] };
        }
      });
      return (await Promise.all(asking)).filter((one) => one.found.length);
    };

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
      const deepest = [...category].sort((one, other) => stepsOf(other).length - stepsOf(one).length)[0] ?? "";
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

    // A list that grows by some results at a time.
    const list = async (found, index, text) => {
      const items = element("ul", "tt-hits");
      const grow = async () => {
        const from = items.children.length;
        items.append(...(await index.pages(found.slice(from, from + AT_ONCE), text)).map(hit));
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
        try {
          more.hidden = !(await first.grow());
          first.items.children[from]?.querySelector("a").focus();
        } catch {
          status.textContent = says("failed");
          await forget();
        }
      };
      if (status.textContent !== text) status.textContent = text; // the same again would be read out again
    };

    const choices = () => Object.fromEntries(selects.filter((one) => one.value).map((one) => [one.name, one.value]));

    const search = async () => {
      const mine = ++asked;
      const text = field.value.slice(0, LONGEST);
      const letters = text.match(/[\p{L}\p{N}]/gu) ?? [];
      const chosen = choices();
      const isFiltered = Object.keys(chosen).length > 0;
      reset.hidden = active.hidden = !isFiltered;
      active.textContent = isFiltered ? number.format(Object.keys(chosen).length) : "";
      if (letters.length < SHORTEST && !(isFiltered && !letters.length)) {
        show(letters.length ? says("short") : "", [], { offers: true });
        answeredQuery = null;
        if (filters.open) recount().catch(fail);
        return;
      }
      if (!results.children.length) status.textContent = says("searching");
      // A site that was published anew has other parts than the index that was loaded: it is loaded once more.
      const answer = () => answered(text, chosen, mine);
      await answer().catch(async () => {
        await forget();
        await answer().catch(() => mine === asked && fail());
      });
    };

    const answered = async (text, chosen, mine) => {
      const index = await own();
      const { found, unknown, query } = await index.ask(text, chosen);
      const isEnough = (found.length && !unknown.length) || Object.keys(chosen).length;
      const elsewhere = isEnough ? [] : await askElsewhere(text);
      const here = await list(found, index, text);
      const others = await Promise.all(elsewhere.map((one) => list(one.found, one.index, text)));
      if (mine !== asked) return;
      tell(found, unknown, here, elsewhere, others);
      answeredQuery = query;
      // What leaves nothing is to be seen, and can be taken away.
      if (!found.length && Object.keys(chosen).length) filters.open = true;
      if (filters.open) await recount();
    };

    const fail = () => {
      forget().catch(() => {});
      show(says("failed"), [], { offers: true });
    };

    const tell = (found, unknown, here, elsewhere, others) => {
      const sections = elsewhere.flatMap(({ language: lang, dir, name }, at) => {
        const heading = Object.assign(element("h3", "tt-search__language", name), { lang });
        return [heading, Object.assign(others[at].items, { lang, dir })];
      });
      const total = elsewhere.reduce((sum, one) => sum + one.found.length, 0);
      const abroad = total ? says("elsewhere").replace("{count}", counted(total)) : says("none");
      if (found.length && !unknown.length) {
        show(counted(found.length), [here.items], { lists: [here] });
      } else if (found.length) {
        const [before, after] = says("loose").split("{words}");
        const near = element("p", "tt-search__loose", before);
        near.append(element("strong", "", unknown.join(" ")), after ?? "");
        show(abroad, [...sections, near, here.items], { lists: [here], offers: true });
      } else {
        show(abroad, sections, { lists: others, offers: true });
      }
    };

    const soon = (pause = PAUSE) => {
      asked += 1;
      clearTimeout(timer);
      results.setAttribute("aria-busy", "true");
      going = new Promise((done) => {
        timer = setTimeout(() => search().then(done), pause);
      });
    };

    // ---- Filters: their values are loaded when a reader looks at them ----

    // A parent before what is below it, whatever its name goes on with.
    const inTree = (one, other) => {
      const [ones, others] = [stepsOf(one), stepsOf(other)];
      const at = ones.findIndex((step, depth) => step !== others[depth]);
      return at < 0 ? ones.length - others.length : order.compare(ones[at], others[at] ?? "");
    };

    const fill = async () => {
      const any = wording(part("any"));
      const values = await (await own()).filters();
      for (const select of selects) {
        const chosen = select.value;
        const names = Object.keys(values[select.name] ?? {}).sort(inTree);
        select.replaceChildren(new Option(any, ""), ...names.map((name) => new Option("", name)));
        select.value = chosen;
        select.parentElement.hidden = names.length < 2;
      }
      return recount();
    };

    // Beside each choice, how many results it would leave with the other filters as they are.
    const recount = async () => {
      if (!selects[0].options.length) return fill();
      const mine = asked;
      const left = await (await own()).counts(answeredQuery, choices(), selects.map(({ name }) => name));
      if (mine !== asked) return;
      for (const select of selects) {
        for (const option of [...select.options].slice(1)) {
          const indent = "\u2003".repeat(stepsOf(option.value).length - 1);
          const count = number.format(left[select.name][option.value] ?? 0);
          option.text = `${indent}${typeset(lastStep(option.value))} (${count})`;
        }
      }
    };

    // ---- Opening, moving, closing ----

    const open = () => {
      if (!dialog.open) dialog.showModal();
      field.focus();
      field.select();
      own().then((index) => index.load()).catch(() => {});
      if (!field.value) search();
    };

    const move = (event) => {
      const down = event.key === "ArrowDown";
      if ((!down && event.key !== "ArrowUp") || event.target.closest("select, summary")) return;
      if (event.isComposing || event.altKey || event.ctrlKey || event.metaKey || event.shiftKey) return;
      const shown = [...dialog.querySelectorAll(".tt-search__results a, .tt-search__more, .tt-search__categories a")];
      const stops = [field, ...shown.filter((stop) => stop.checkVisibility())];
      const at = stops.indexOf(document.activeElement);
      if (at < 0) return;
      event.preventDefault();
      stops[Math.min(Math.max(at + (down ? 1 : -1), 0), stops.length - 1)].focus();
    };

    const followFirst = async (event) => {
      event.preventDefault();
      await going;
      if (dialog.open) results.querySelector("a")?.click();
    };

    const isBeside = ({ clientX, clientY }) => {
      const { left, right, top, bottom } = dialog.getBoundingClientRect();
      return clientX < left || clientX > right || clientY < top || clientY > bottom;
    };
    let pressedBeside = false;

    const allowKeys = (allowed) => {
      keys.checked = allowed;
      button.querySelector("kbd").hidden = !allowed;
      button.setAttribute("aria-keyshortcuts", `${allowed ? "/ s " : ""}Control+K Meta+K`);
    };
    const keep = () => {
      allowKeys(keys.checked);
      try {
        if (keys.checked) localStorage.removeItem(KEYS_OFF);
        else localStorage.setItem(KEYS_OFF, "off");
      } catch {
        // A browser that keeps nothing keeps the choice for this page.
      }
    };
    try {
      allowKeys(!localStorage.getItem(KEYS_OFF));
    } catch {
      allowKeys(true);
    }

    button.hidden = false;
    button.addEventListener("click", open);
    keys.addEventListener("change", keep);
    field.addEventListener("input", () => soon());
    form.addEventListener("submit", followFirst);
    part("close").addEventListener("click", () => dialog.close());
    filters.addEventListener("toggle", () => {
      if (filters.open) recount().catch(fail);
    });
    for (const select of selects) select.addEventListener("change", () => soon(0));
    reset.addEventListener("click", () => {
      for (const select of selects) select.value = "";
      field.focus();
      soon(0);
    });
    dialog.addEventListener("keydown", move);
    dialog.addEventListener("pointerdown", (event) => {
      pressedBeside = isBeside(event);
    });
    dialog.addEventListener("click", (event) => {
      // A result may lie on this very page; one that opens in another tab leaves the others to be looked at.
      const isElsewhere = event.ctrlKey || event.metaKey || event.shiftKey;
      if (event.target.closest("a") ? !isElsewhere : pressedBeside && isBeside(event)) dialog.close();
    });
    addEventListener("pagehide", () => dialog.close());
    document.addEventListener("keydown", (event) => {
      const key = event.key.toLowerCase();
      const isCommand = key === "k" && (event.ctrlKey || event.metaKey);
      const isKey = keys.checked && KEYS.has(key) && !event.ctrlKey && !event.metaKey && !event.target.closest?.(TYPING);
      if (event.altKey || event.isComposing || event.defaultPrevented || !(isCommand || isKey)) return;
      event.preventDefault();
      open();
    });
  };

  document.addEventListener("DOMContentLoaded", prepare);
})();
