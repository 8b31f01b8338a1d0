// One language's index, asked by Pagefind. search.js loads this file, and this file Pagefind, once a reader searches.

const MOST = 12; // words of a query
// A name or an acronym before the text.
const FACTS = { place: 4, website: 0.5, category: 0.2, part: 0.2 };
const RANKING = { metaWeights: { title: 12, alternate: 12, ...FACTS } };
// French elides before a vowel: what one searches in « l’économie » is « économie », also in a Dutch page's names.
const ELIDED = /(^|[^\p{L}\p{N}])(?:[cdjlmnst]|qu|jusqu|lorsqu|puisqu|quoiqu)['’](?=\p{L})/giu;
const SEPARATORS = /[^\p{L}\p{M}\p{N}'’._@+-]+/gu;

const folded = (text) => text.toLowerCase().normalize("NFD").replace(/[\p{M}\p{P}]/gu, "");
const bare = (text) => folded(text ?? "").replace(/\s/g, "");

const termsOf = (text) => {
  const terms = text.replace(ELIDED, "$1").replace(SEPARATORS, " ").split(" ");
  return [...new Set(terms.filter((term) => /[\p{L}\p{N}]/u.test(term)))].slice(0, MOST);
};

// Pagefind takes a part of an index that does not arrive for one without words, and tells the console alone.
const watched = new Set();
const { fetch } = window;
window.fetch = async (...request) => {
  const answer = await fetch(...request).catch(() => null);
  if (!answer?.ok) for (const index of watched) index.miss(String(request[0]));
  return answer ?? Promise.reject(new TypeError(`${request[0]} does not arrive`));
};

export class Index {
  #base;
  #root;
  #loaded;
  #failures = 0;
  #isLost = false;
  #known = new Map(); // whether a word is in the index

  // `base` is the address of the index, `root` that of the site.
  constructor(base, root) {
    this.#base = base;
    this.#root = root;
    watched.add(this);
  }

  // An index has a script of its own, because Pagefind's keeps to the stemmer that it loaded first.
  load() {
    this.#loaded ??= this.#begin().catch((error) => {
      this.forget();
      throw error;
    });
    return this.#loaded;
  }

  // Pagefind keeps what did not arrive as if it had; only a new instance asks again.
  forget() {
    if (this.#loaded) this.#failures += 1;
    this.#loaded = undefined;
  }

  miss(address) {
    if (address.startsWith(this.#base.pathname)) this.#isLost = true;
  }

  // What is found, the words that are in none of it, and the query that Pagefind was asked.
  async ask(text, chosen = {}) {
    const pagefind = await this.load();
    const terms = termsOf(text);
    // “saw-b” is a word of its own, “work-training” two words.
    const whole = await Promise.all(terms.map((term) => this.#knows(pagefind, term)));
    const words = terms.flatMap((term, at) => (whole[at] ? [term] : term.split(/[^\p{L}\p{M}\p{N}]+/u).filter(Boolean)));
    const known = await Promise.all(words.map((word) => this.#knows(pagefind, word)));
    const unknown = words.filter((_, at) => !known[at]);
    const query = words.length ? words.join(" ") : null;
    const { results } = await pagefind.search(query, { filters: chosen });
    const isApart = words.length > 1 && !results.length && !unknown.length;
    const near = isApart ? await this.#someOf(pagefind, words, chosen) : results;
    this.#arrived();
    return { found: near, unknown: near.length && isApart ? words : unknown, query };
  }

  // Pagefind does not prefer a name that is just what was searched to a longer one that holds it.
  async pages(found, text) {
    const pages = await Promise.all(found.map((result) => result.data()));
    const isNamed = ({ meta }) => [meta.title, meta.alternate].some((name) => bare(name) === bare(text));
    return pages.sort((one, other) => isNamed(other) - isNamed(one));
  }

  // The values of each filter.
  async filters() {
    const values = await (await this.load()).filters();
    this.#arrived();
    return values;
  }

  // How many results each value of the filters `names` would leave, with the others as they are chosen.
  async counts(query, chosen, names) {
    const pagefind = await this.load();
    await pagefind.filters();
    const asking = names.map(async (name) => {
      const others = Object.entries(chosen).filter(([other]) => other !== name);
      const { filters } = await pagefind.search(query, { filters: Object.fromEntries(others) });
      return [name, filters[name] ?? {}];
    });
    const counts = Object.fromEntries(await Promise.all(asking));
    this.#arrived();
    return counts;
  }

  async #begin() {
    // A browser may remember that a script failed to load, and give up on its address.
    const again = this.#failures ? `?again=${this.#failures}` : "";
    const module = await import(`${this.#base}pagefind.js${again}`);
    this.#known.clear();
    this.#isLost = false;
    const pagefind = module.createInstance({
      basePath: this.#base.pathname,
      baseUrl: this.#root.pathname,
      excerptLength: 24,
      noWorker: true, // the index is small, and a worker would load Pagefind a second time
      ranking: RANKING,
    });
    await pagefind.init();
    this.#arrived();
    return pagefind;
  }

  #arrived() {
    if (this.#isLost) throw new Error(`a part of ${this.#base} does not arrive`);
  }

  #knows(pagefind, term) {
    if (!this.#known.has(term)) this.#known.set(term, isKnown(pagefind, term));
    return this.#known.get(term);
  }

  // Pages that have some of the words, which no page has together; those with most of them first.
  async #someOf(pagefind, words, filters) {
    const pages = new Map();
    for (const { results } of await Promise.all(words.map((word) => pagefind.search(word, { filters })))) {
      for (const result of results) pages.set(result.id, [...(pages.get(result.id) ?? []), result]);
    }
    return [...pages.values()].sort((one, other) => other.length - one.length).map(([result]) => result);
  }
}

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
