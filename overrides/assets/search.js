/* Ranks units of meaning by what they cover of a question; clauses also by their numbers. */
(() => {
  "use strict";
  const { fold, words, stem, root, concepts } = window.ukladSearch;
  const FIELD = { title: 1.2, above: 1.2, heading: 2.6, lead: 1.5, alias: 2, role: 0.8, text: 1 };
  const KIND = {
    page: 0.85, section: 0.95, step: 1.05, clause: 1.05, item: 1.05, question: 1.25, term: 0.85, gap: 0.6,
    line: 1, open: 1.1, advice: 0.95,
  };
  const K1 = 1.1;
  const B = 0.35;
  const COVER = 0.8;
  const ENOUGH = 0.12;
  const ALSO = 0.8;
  const MOST = 60;

  /* Cyrillic letters travel as single bytes. */
  function restore({ letters, places, ...rest }) {
    if (!letters) return { places, ...rest };
    const [one, other] = [letters[0] + letters[1], letters[1] + letters[0]];
    const swap = new Map([...one].map((letter, at) => [letter, other[at]]));
    const write = (text) => Array.from(text, (letter) => swap.get(letter) ?? letter).join("");
    const read = (value) => {
      if (typeof value === "string") return write(value);
      if (Array.isArray(value)) return value.map(read);
      if (!value || typeof value !== "object") return value;
      return Object.fromEntries(Object.entries(value).map(([key, inner]) => [key, read(inner)]));
    };
    return { places, ...read(rest) };
  }

  function openIndex(data) {
    const { words: said, stop, pages, places, synonyms } = restore(data);
    const index = {
      said,
      units: [],
      terms: new Map(), // stem -> Map(unit -> weight)
      roots: new Map(), // root -> Set(stems)
      forms: new Map(), // word as written -> stem
      stop: new Set(stop.map(fold)),
    };
    pages.forEach((page, at) => addPage(index, page, places[at]));
    index.mean = index.units.reduce((sum, unit) => sum + unit.length, 0) / Math.max(1, index.units.length);
    index.synonyms = synonyms.map((row) => readSynonym(index, row)).sort((a, b) => b.typed.length - a.typed.length);
    return index;
  }

  function addPage(index, [title, roles, rows], [page, ...anchors]) {
    const base = index.units.length;
    rows.forEach(([kind, heading = "", said = "", above = 0, concerned = "", numbers = [], aliases = ""], at) => {
      const id = index.units.length;
      const says = typeof said === "number" ? said : id; // the unit that said the same before
      const text = says === id ? said : index.units[says].text;
      const unit = {
        id, page, title, kind, anchor: anchors[at], heading, text, says,
        up: index.units[base + above], roles: concerned || roles, numbers, length: 0,
      };
      unit.clause = kind === "item" && unit.up ? unit.up.clause : unit;
      index.units.push(unit);
      addWords(index, unit, title, kind === "page" ? "heading" : "title");
      addWords(index, unit, heading, kind === "line" ? "lead" : "heading");
      unit.length = addWords(index, unit, text, "text");
      addWords(index, unit, aliases, "alias");
      addWords(index, unit, unit.roles, "role");
      if (unit.up) addWords(index, unit, unit.up.heading, "above");
    });
  }

  function addWords(index, unit, text, field) {
    const noted = words(text).filter((word) => !index.stop.has(word));
    for (const word of noted) {
      const key = stemOf(index, word);
      if (!index.terms.has(key)) index.terms.set(key, new Map());
      const seen = index.terms.get(key);
      seen.set(unit.id, (seen.get(unit.id) || 0) + FIELD[field]);
    }
    return noted.length;
  }

  function stemOf(index, word) {
    const known = index.forms.get(word);
    if (known !== undefined) return known;
    const key = stem(word);
    const family = root(key);
    index.forms.set(word, key);
    if (family && !index.roots.has(family)) index.roots.set(family, new Set());
    if (family) index.roots.get(family).add(key);
    return key;
  }

  function readSynonym(index, [typed, ...meant]) {
    const stemsOf = (text) => words(text).filter((word) => !index.stop.has(word)).map(stem);
    return { typed: words(typed).map(stem), meant: meant.map(stemsOf) };
  }

  function rarity(index, key) {
    const n = index.terms.get(key).size;
    return Math.log(1 + (index.units.length - n + 0.5) / (n + 0.5));
  }

  function raise(scores, id, score) {
    if ((scores.get(id) || 0) < score) scores.set(id, score);
  }

  /* Scores of units for one word, by the best of its meanings. */
  function weigh(index, meant) {
    const scores = new Map();
    for (const [key, sure] of meant) {
      if (!index.terms.has(key)) continue;
      const rare = rarity(index, key);
      for (const [id, times] of index.terms.get(key)) {
        const norm = K1 * (1 - B + B * index.units[id].length / index.mean);
        raise(scores, id, sure * rare * times * (K1 + 1) / (times + norm));
      }
    }
    return scores;
  }

  /* Scores for one concept, by its best way; a rarer synonym weighs no more than the first. */
  function answer(index, ways) {
    const scores = new Map();
    let first = 0;
    for (const way of ways) {
      const lists = way.words.map((meant) => weigh(index, meant));
      const sums = meanOf(lists);
      const most = Math.max(0, ...sums.values());
      const scale = way.foreign && first && most > first ? first / most : 1;
      if (way.foreign && !first) first = most;
      for (const [id, score] of sums) {
        const share = lists.every((list) => list.has(id)) ? 1 : 0.5;
        raise(scores, id, score * scale * way.weight * share);
      }
    }
    return scores;
  }

  function meanOf(lists) {
    const sums = new Map();
    for (const list of lists) {
      for (const [id, score] of list) sums.set(id, (sums.get(id) || 0) + score / lists.length);
    }
    return sums;
  }

  function numbered(index, asked) {
    const scores = new Map();
    const clauses = index.units.filter((unit) => unit.kind === "clause");
    for (const number of fold(asked).match(/\d+(?:\.\d+)+/g) || []) {
      for (const { id, numbers, heading } of clauses) {
        if (numbers.includes(number) || words(heading).slice(0, 2).includes(number)) scores.set(id, 1000);
        else if (numbers.some((one) => one.startsWith(`${number}.`))) scores.set(id, 100 - id / 1000);
      }
    }
    return scores;
  }

  function cover(index, asked) {
    const total = new Map();
    const covered = new Map();
    let whole = 0;
    for (const ways of concepts(index, asked)) {
      const scores = answer(index, ways);
      const most = Math.max(0, ...scores.values());
      whole += most;
      for (const [id, score] of scores) {
        total.set(id, (total.get(id) || 0) + score);
        covered.set(id, (covered.get(id) || 0) + most * Math.min(1, 0.3 + score / most));
      }
    }
    return { total, share: (id) => (whole ? (covered.get(id) || 0) / whole : 1) };
  }

  /* The units that answer, best first; of one clause only the best, and of those that say the same. */
  function rank(index, asked) {
    const { total, share } = cover(index, asked);
    const numbers = numbered(index, asked);
    const ids = new Set([...total.keys(), ...numbers.keys()]);
    const ranked = Array.from(ids, (id) => {
      const unit = index.units[id];
      const kind = unit.text || unit.kind === "step" ? KIND[unit.kind] || 1 : 0.4;
      const said = (total.get(id) || 0) * (Math.pow(share(id), COVER) * kind);
      return { unit, said, score: said + (numbers.get(id) || 0) };
    });
    const least = ENOUGH * Math.max(0, ...ranked.map((one) => one.said));
    const had = new Set();
    ranked.sort((a, b) => b.score - a.score || a.unit.id - b.unit.id);
    return ranked.filter(({ unit, score }) => {
      const isMeant = score >= least && !had.has(unit.clause) && !had.has(unit.says);
      if (isMeant) had.add(unit.clause).add(unit.says);
      return isMeant;
    }).slice(0, MOST);
  }

  /* Pages in the order of their best unit, with a few units of each. */
  function search(index, asked, perPage) {
    const groups = new Map();
    const ranked = rank(index, asked);
    for (const one of ranked) {
      const { page, title } = one.unit;
      if (!groups.has(page)) groups.set(page, { page, title, results: [] });
      const { results } = groups.get(page);
      const isAlsoGood = results.length < perPage && one.score > ALSO * ranked[0].score;
      if (!results.length || isAlsoGood) results.push(one);
    }
    return [...groups.values()];
  }

  function marker(index, asked) {
    const meant = new Set();
    for (const way of concepts(index, asked).flat()) {
      for (const word of way.words) for (const key of word.keys()) meant.add(key);
    }
    return (word) => words(word).some((one) => meant.has(stem(one)));
  }

  Object.assign(window.ukladSearch, { openIndex, numbered, rank, search, marker });
})();
