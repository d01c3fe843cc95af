/* Finds units of meaning: stems, folds ё, mends one typo, knows clause numbers and synonyms, and ranks by what a question covers. */
(function () {
  "use strict";
  var WEIGHT = { root: 0.4, prefix: 0.6, typo: 0.65, synonym: 0.65, foreign: 1.4 };
  var FIELD = { title: 1.2, above: 1.2, heading: 2.6, role: 0.8, text: 1 };
  var KIND = { page: 0.85, section: 0.95, step: 1.05, clause: 1.05, item: 1.05, question: 1.25, term: 0.85, gap: 0.6 };
  var K1 = 1.1, B = 0.35, COVER = 0.8, ENOUGH = 0.12, ALSO = 0.8, MOST = 60;

  /* ---- words ---- */

  function fold(text) {
    return text.toLowerCase().replace(/ё/g, "е").replace(/[\u00ad\u0301]/g, "").replace(/[’ʼ]/g, "'").replace(/(\d),(?=\d)/g, "$1.");
  }

  function words(text) {
    return fold(text).replace(/'(s|t|m|re|ve|ll|d)(?![a-z])/g, " ").match(/\d+(?:\.\d+)+|[\p{L}\p{N}]+/gu) || [];
  }

  var RU = {
    gerund: /(?:ившись|ывшись|ивши|ывши|ив|ыв|([ая])(?:вшись|вши|в))$/,
    adjective: /(?:ими|ыми|его|ого|ему|ому|ее|ие|ые|ое|ей|ий|ый|ой|ем|им|ым|ом|их|ых|ую|юю|ая|яя|ою|ею)$/,
    participle: /(?:ивш|ывш|ующ|([ая])(?:ем|нн|вш|ющ|щ))$/,
    verb: /(?:уйте|ейте|ила|ыла|ена|ите|или|ыли|ило|ыло|ено|ует|уют|ены|ить|ыть|ишь|ей|уй|ил|ыл|им|ым|ен|ят|ит|ыт|ую|ю|([ая])(?:нно|ешь|ете|йте|ла|на|ли|ем|ло|но|ет|ют|ны|ть|й|л|н))$/,
    noun: /(?:иями|иях|иям|ием|ией|ями|ами|ев|ов|ие|ье|еи|ии|ей|ой|ий|ям|ем|ам|ом|ах|ях|ию|ью|ия|ья|а|е|и|й|о|у|ы|ь|ю|я)$/
  };

  /* What is left of the ending when a pattern keeps the vowel before it. */
  function cut(ending, pattern) {
    return ending.replace(pattern, function (all, kept) { return kept || ""; });
  }

  function stemRussian(word) {
    var first = word.search(/[аеиоуыэюя]/);
    if (first < 0 || word.length < 4) return word;
    var head = word.slice(0, first + 1), tail = word.slice(first + 1), was = tail;
    tail = cut(tail, RU.gerund);
    if (tail === was) {
      tail = tail.replace(/(?:ся|сь)$/, "");
      was = tail;
      tail = tail.replace(RU.adjective, "");
      if (tail !== was) tail = cut(tail, RU.participle);
      else if ((tail = cut(tail, RU.verb)) === was) tail = tail.replace(RU.noun, "");
    }
    tail = tail.replace(/и$/, "").replace(/(.[^аеиоуыэюя].*)ость?$/, "$1").replace(/ейше?$/, "").replace(/нн$/, "н").replace(/ь$/, "");
    return head + tail;
  }

  function stemEnglish(word) {
    var was = word;
    if (word.length < 4) return word;
    word = word.replace(/(ss|i)es$/, "$1").replace(/([^aious])s$/, "$1");
    if (/eed$/.test(word)) return word.slice(0, -1);
    word = word.replace(/^(.*[aeiouy].*)(?:ing|ed)(ly)?$/, "$1");
    if (word !== was) word = word.replace(/([bdfgmnprt])\1$/, "$1");
    word = word.replace(/(?:ational|ation|ator|ating)$/, "at").replace(/(.{3})(?:ments?|ness|ful|ly)$/, "$1").replace(/(.{3})(?:tion)$/, "$1t");
    return word.replace(/(.{2})e$/, "$1").replace(/(.{2})y$/, "$1i");
  }

  function stem(word) {
    if (/^\d/.test(word)) return word;
    return /[а-я]/.test(word) ? stemRussian(word) : stemEnglish(word);
  }

  /* What a family of words has in common: without a prefix, the first letters of the stem. */
  function root(stemmed) {
    if (/^\d/.test(stemmed)) return "";
    var bare = stemmed.replace(/^(?:раз|рас|пере|при|про|за|вы|по|от|об|re|un)(?=.{5})/, "");
    return bare.length < 4 ? "" : bare.slice(0, Math.max(4, Math.min(6, bare.length - 1)));
  }

  /* Whether one letter put in, left out, changed, or two swapped make one word of the other. */
  function near(one, other) {
    var a = one.length, b = other.length, start = 0;
    if (Math.abs(a - b) > 1) return false;
    while (start < a && start < b && one[start] === other[start]) start++;
    var x = one.slice(start), y = other.slice(start);
    if (a === b) {
      return x.slice(1) === y.slice(1) || (x[0] === y[1] && x[1] === y[0] && x.slice(2) === y.slice(2));
    }
    return a > b ? x.slice(1) === y : x === y.slice(1);
  }

  /* ---- the index, inverted when it arrives ---- */

  /* The index with its letters as readers write them: Cyrillic ones travel as single bytes. */
  function restore(found) {
    if (!found.letters) return found;
    var one = found.letters.join(""), other = found.letters[1] + found.letters[0], swap = [];
    one.split("").forEach(function (letter, i) { swap[letter.charCodeAt(0)] = other[i]; });
    function write(text) {
      var out = "";
      for (var i = 0; i < text.length; i++) out += swap[text.charCodeAt(i)] || text[i];
      return out;
    }
    function read(value) {
      if (Array.isArray(value)) return value.map(read);
      if (typeof value === "string") return write(value);
      if (!value || typeof value !== "object") return value;
      return Object.fromEntries(Object.keys(value).map(function (key) { return [key, read(value[key])]; }));
    }
    var places = found.places;
    delete found.letters;
    delete found.places;
    return Object.assign(read(found), { places: places });
  }

  function Engine(found) {
    found = restore(found);
    this.said = found.words;
    this.units = [];
    this.terms = new Map();   // stem -> Map(unit -> weight)
    this.roots = new Map();   // root -> Set(stems)
    this.forms = new Map();   // word as written -> stem
    this.stop = new Set(found.stop.map(fold));
    this.total = 0;
    found.pages.forEach(function (row, i) { this.readPage(row, found.places[i]); }, this);
    this.mean = this.total / Math.max(1, this.units.length);
    var self = this;
    this.synonyms = found.synonyms.map(function (row) {
      return { typed: words(row[0]).map(stem), meant: row.slice(1).map(function (one) { return words(one).filter(function (word) { return !self.stop.has(word); }).map(stem); }) };
    }).sort(function (a, b) { return b.typed.length - a.typed.length; });
  }

  Engine.prototype.readPage = function (row, places) {
    var self = this, base = this.units.length;
    row[2].forEach(function (one, i) {
      var unit = {
        id: self.units.length, page: places[0], title: row[0], kind: one[0], anchor: places[i + 1], heading: one[1] || "", text: one[2] || "",
        up: self.units[base + (one[3] || 0)], roles: one[4] || row[1], numbers: one[5] || [], length: 0
      };
      self.units.push(unit);
      if (unit.up === unit) unit.up = undefined;
      unit.clause = unit.kind === "item" && unit.up ? unit.up.clause : unit;
      self.note(unit, unit.title, unit.kind === "page" ? "heading" : "title");
      self.note(unit, unit.heading, "heading");
      self.note(unit, unit.text, "text");
      self.note(unit, unit.roles, "role");
      if (unit.up) self.note(unit, unit.up.heading, "above");
      self.total += unit.length;
    });
  };

  Engine.prototype.note = function (unit, text, field) {
    words(text).forEach(function (word) {
      if (this.stop.has(word)) return;
      var key = this.forms.get(word);
      if (key === undefined) {
        this.forms.set(word, key = stem(word));
        var family = root(key);
        if (family) {
          if (!this.roots.has(family)) this.roots.set(family, new Set());
          this.roots.get(family).add(key);
        }
      }
      var seen = this.terms.get(key);
      if (!seen) this.terms.set(key, seen = new Map());
      seen.set(unit.id, (seen.get(unit.id) || 0) + FIELD[field]);
      if (field === "text") unit.length++;
    }, this);
  };

  /* The stems of the index that a typed word may mean, each with how surely. */
  Engine.prototype.meanings = function (word, last) {
    var found = new Map(), key = stem(word), self = this;
    function add(one, weight) { if (self.terms.has(one) && (found.get(one) || 0) < weight) found.set(one, weight); }
    add(key, 1);
    var exact = found.size > 0;
    if (/^\d/.test(word)) return found;
    (this.roots.get(root(key)) || []).forEach(function (one) { add(one, WEIGHT.root); });
    if (word.length > 2 && (last || !exact)) {
      this.forms.forEach(function (one, form) {
        if (form.length > word.length && form.startsWith(word)) add(one, WEIGHT.prefix * (exact ? 0.7 : 1) * Math.min(1, (word.length + 2) / form.length));
      });
    }
    if (!exact && word.length > 4) {
      this.forms.forEach(function (one, form) {
        if (form.length > 3 && (near(word, form) || (key.length > 3 && near(key, one)))) add(one, WEIGHT.typo);
      });
    }
    return found;
  };

  /* A question as concepts: each a list of alternatives, each of those a list of words with their meanings. */
  Engine.prototype.concepts = function (asked) {
    var typed = words(asked), stems = typed.map(stem), self = this, out = [], taken = new Set();
    this.synonyms.forEach(function (one) {
      for (var at = 0; at + one.typed.length <= stems.length; at++) {
        var fits = one.typed.every(function (key, i) {
          var word = stems[at + i];
          return !taken.has(at + i) && (word === key || (one.typed.length === 1 && key.length > 4 && !self.terms.has(word) && near(word, key)));
        });
        if (!fits) continue;
        var places = one.typed.map(function (_, i) { return at + i; });
        var known = one.typed.every(function (key) { return self.terms.has(key) || self.stop.has(key); });
        places.forEach(function (i) { taken.add(i); });
        out.push({ at: at, ways: one.meant.map(function (keys, i) { return { foreign: true, weight: (known ? WEIGHT.synonym : WEIGHT.foreign) * (1 - 0.08 * Math.min(i, 5)), words: keys.map(function (key) { return new Map([[key, 1]]); }) }; })
          .concat({ weight: 1, words: places.map(function (i) { return self.meanings(typed[i], false); }) }) });
      }
    });
    var kept = typed.map(function (_, i) { return i; }).filter(function (i) { return !taken.has(i) && !self.stop.has(typed[i]); });
    if (!kept.length && !out.length) kept = typed.map(function (_, i) { return i; });
    kept.forEach(function (i) { out.push({ at: i, ways: [{ weight: 1, words: [self.meanings(typed[i], i === typed.length - 1)] }] }); });
    return out;
  };

  Engine.prototype.rarity = function (key) {
    var n = this.terms.get(key).size;
    return Math.log(1 + (this.units.length - n + 0.5) / (n + 0.5));
  };

  /* How well each unit answers one word: the best of its meanings. */
  Engine.prototype.weigh = function (meanings) {
    var scores = new Map(), self = this;
    meanings.forEach(function (sure, key) {
      var seen = self.terms.get(key);
      if (!seen) return;
      var rare = self.rarity(key);
      seen.forEach(function (times, id) {
        var norm = K1 * (1 - B + B * self.units[id].length / self.mean), score = sure * rare * times * (K1 + 1) / (times + norm);
        if ((scores.get(id) || 0) < score) scores.set(id, score);
      });
    });
    return scores;
  };

  /* How well each unit answers one concept: by its best way. A rarer synonym weighs no more than the first. */
  Engine.prototype.answer = function (concept) {
    var scores = new Map(), self = this, first = 0;
    concept.ways.forEach(function (way) {
      var lists = way.words.map(function (one) { return self.weigh(one); }), sums = new Map();
      lists.forEach(function (list) { list.forEach(function (score, id) { sums.set(id, (sums.get(id) || 0) + score / lists.length); }); });
      var most = Math.max.apply(null, [0].concat(Array.from(sums.values()))), scale = way.foreign && first && most > first ? first / most : 1;
      if (way.foreign && !first) first = most;
      sums.forEach(function (score, id) {
        var all = lists.every(function (list) { return list.has(id); });
        var worth = score * scale * way.weight * (all ? 1 : 0.5);
        if ((scores.get(id) || 0) < worth) scores.set(id, worth);
      });
    });
    return scores;
  };

  Engine.prototype.numbered = function (asked) {
    var scores = new Map();
    (fold(asked).match(/\d+(?:\.\d+)+/g) || []).forEach(function (number) {
      this.units.forEach(function (unit) {
        if (unit.kind !== "clause") return;
        if (unit.numbers.includes(number) || words(unit.heading)[0] === number || words(unit.heading)[1] === number) scores.set(unit.id, 1000);
        else if (unit.numbers.some(function (one) { return one.startsWith(number + "."); })) scores.set(unit.id, 100 - unit.id / 1000);
      });
    }, this);
    return scores;
  };

  /* The units that answer, best first, each with its score. */
  Engine.prototype.rank = function (asked) {
    var concepts = this.concepts(asked), total = new Map(), covered = new Map(), whole = 0, self = this;
    concepts.forEach(function (concept) {
      var scores = self.answer(concept), most = 0;
      scores.forEach(function (score) { most = Math.max(most, score); });
      whole += most;
      scores.forEach(function (score, id) {
        total.set(id, (total.get(id) || 0) + score);
        covered.set(id, (covered.get(id) || 0) + most * Math.min(1, 0.3 + score / most));
      });
    });
    var numbers = this.numbered(asked), ranked = [], best = 0;
    numbers.forEach(function (score, id) { if (!total.has(id)) total.set(id, 0); });
    total.forEach(function (score, id) {
      var unit = self.units[id], share = whole ? (covered.get(id) || 0) / whole : 1;
      score *= Math.pow(share, COVER) * (unit.text || unit.kind === "step" ? KIND[unit.kind] || 1 : 0.4);
      best = Math.max(best, score);
      ranked.push({ unit: unit, score: score + (numbers.get(id) || 0) });
    });
    ranked.sort(function (a, b) { return b.score - a.score || a.unit.id - b.unit.id; });
    var families = new Set();
    return ranked.filter(function (one) {
      if (one.score < best * ENOUGH || families.has(one.unit.clause)) return false;
      families.add(one.unit.clause);
      return true;
    }).slice(0, MOST);
  };

  /* Results by page: pages in the order of their best unit, a few units of each. */
  Engine.prototype.search = function (asked, perPage) {
    var groups = new Map(), ranked = this.rank(asked);
    ranked.forEach(function (one) {
      var group = groups.get(one.unit.page);
      if (!group) groups.set(one.unit.page, group = { page: one.unit.page, title: one.unit.title, results: [] });
      if (!group.results.length || (group.results.length < perPage && one.score > ALSO * ranked[0].score)) group.results.push(one);
    });
    return Array.from(groups.values());
  };

  /* Says of a word of a page whether the question means it. */
  Engine.prototype.marker = function (asked) {
    var meant = new Set();
    this.concepts(asked).forEach(function (concept) {
      concept.ways.forEach(function (way) { way.words.forEach(function (one) { one.forEach(function (_, key) { meant.add(key); }); }); });
    });
    return function (word) { return words(word).some(function (one) { return meant.has(stem(one)); }); };
  };

  window.UkladSearch = { Engine: Engine, words: words, stem: stem };
})();
