// What axe does not see: each check looks at the page that is shown, and gives a sentence for each thing that is wrong.
(() => {
  const all = (selector, root = document) => [...root.querySelectorAll(selector)];
  const FOCUSABLE = "a[href], button, input, select, textarea, summary, [tabindex]";
  const modal = () => document.querySelector("dialog[open]") ?? document;
  const isHiddenForSight = (one) => one.closest(".tt-hidden, [aria-hidden=true]") || getComputedStyle(one).clipPath !== "none";
  const isShown = (one) => one.checkVisibility({ visibilityProperty: true });
  const focusable = () => all(FOCUSABLE, modal()).filter((one) => one.tabIndex >= 0 && !one.disabled && isShown(one));
  const shown = (one) => `<${one.localName}${one.className ? ` class="${one.className}"` : ""}> “${(one.innerText ?? "").trim().slice(0, 40)}”`;

  // ---- Colours, as the browser paints them: anything CSS can say becomes red, green, blue, opacity. ----
  const brush = new OffscreenCanvas(1, 1).getContext("2d", { willReadFrequently: true });
  const painted = (colour) => {
    brush.clearRect(0, 0, 1, 1);
    brush.fillStyle = colour;
    brush.fillRect(0, 0, 1, 1);
    const [r, g, b, a] = brush.getImageData(0, 0, 1, 1).data;
    return [r, g, b, a / 255];
  };
  const over = ([r, g, b, a], [R, G, B]) => [r * a + R * (1 - a), g * a + G * (1 - a), b * a + B * (1 - a), 1];
  const luminance = ([r, g, b]) => {
    const [R, G, B] = [r, g, b].map((v) => (v / 255 <= 0.04045 ? v / 255 / 12.92 : ((v / 255 + 0.055) / 1.055) ** 2.4));
    return 0.2126 * R + 0.7152 * G + 0.0722 * B;
  };
  // https://www.w3.org/TR/WCAG22/#dfn-contrast-ratio
  const contrast = (one, other) => {
    const [dark, light] = [luminance(one), luminance(other)].sort((a, b) => a - b);
    return (light + 0.05) / (dark + 0.05);
  };
  const COLOUR = /(?:rgba?|color|oklab|oklch|color-mix|hsla?|lab|lch)\((?:[^()]|\([^()]*\))*\)/g;
  const canvas = () => painted(matchMedia("print").matches ? "white" : getComputedStyle(document.documentElement).colorScheme.includes("dark") && matchMedia("(prefers-color-scheme: dark)").matches ? "#121212" : "white");
  // What may lie behind an element: one colour, or each of those that a gradient goes through.
  const grounds = (one) => {
    if (!one) return [canvas()];
    const style = getComputedStyle(one);
    const stops = style.backgroundImage.match(COLOUR) ?? [style.backgroundColor];
    return stops.flatMap((stop) => {
      const colour = painted(stop);
      return colour[3] >= 1 ? [colour] : grounds(one.parentElement).map((ground) => over(colour, ground));
    });
  };
  const least = (colour, one) => Math.min(...grounds(one).map((ground) => contrast(over(painted(colour), ground), ground)));

  const isText = (node) => node.nodeType === Node.TEXT_NODE && node.data.trim();
  const withText = () => all("body *", modal() === document ? document : modal()).filter(
    (one) => [...one.childNodes].some(isText) && isShown(one) && !isHiddenForSight(one) && !["SCRIPT", "STYLE"].includes(one.tagName));
  const isLarge = ({ fontSize, fontWeight }) => parseFloat(fontSize) >= (fontWeight >= 700 ? 18.66 : 24);

  // A link in running text: letters stand beside it on its line.
  const isInText = (link) => {
    if (getComputedStyle(link).display !== "inline") return false;
    const block = link.closest("p, li, dd, dt, td, th, figcaption, blockquote, h1, h2, h3") ?? link.parentElement;
    const words = document.createTreeWalker(block, NodeFilter.SHOW_TEXT);
    while (words.nextNode()) {
      const { parentElement, data } = words.currentNode;
      const isOnLine = parentElement === block || getComputedStyle(parentElement).display === "inline";
      if (/\p{L}/u.test(data) && isOnLine && !parentElement.closest("a, .tt-hidden")) return true;
    }
    return false;
  };
  const coversParent = (link) => getComputedStyle(link, "::after").position === "absolute";
  const target = (one) => one.closest("label") ?? (coversParent(one) ? one.offsetParent ?? one : one);

  const outline = (one, pseudo) => {
    const { outlineStyle, outlineWidth, outlineColor } = getComputedStyle(one, pseudo);
    return outlineStyle !== "none" && parseFloat(outlineWidth) >= 2 ? outlineColor : null;
  };
  const focusColour = (one) => {
    if (outline(one)) return [outline(one), one.parentElement];
    if (outline(one, "::after")) return [outline(one, "::after"), one.parentElement];
    const around = one.closest(".tt-hit");
    return around && outline(around) ? [outline(around), around] : [null, null];
  };
  const isSeen = (one) => {
    const { left, right, top, bottom, width, height } = target(one).getBoundingClientRect();
    const points = [0.5, 0.1, 0.9].flatMap((x) => [0.5, 0.1, 0.9].map((y) => [left + width * x, top + height * y]));
    return points.some(([x, y]) => {
      const top = document.elementFromPoint(x, y);
      return top && (target(one).contains(top) || top.contains(one) && top.closest("a, label"));
    });
  };

  return {
    "targets are at least 24 by 24 pixels (2.5.8)": () =>
      focusable().filter((one) => !one.matches("main, div") && !isHiddenForSight(one)).flatMap((one) => {
        if (one.matches("a") && isInText(one)) return [];
        const { width, height } = target(one).getBoundingClientRect();
        return width < 23.99 || height < 23.99 ? [`${shown(one)} is ${width.toFixed(1)} × ${height.toFixed(1)}`] : [];
      }),

    "links in text are not told by colour alone (1.4.1)": () =>
      all("main a[href], dialog a[href], footer a[href]").filter((one) => isShown(one) && isInText(one)).filter((one) => !getComputedStyle(one).textDecorationLine.includes("underline")).map(shown),

    "what scrolls can be scrolled by keys (2.1.1)": () =>
      all("body *").filter((one) => {
        const { overflowX, overflowY } = getComputedStyle(one);
        const scrolls = (how, room, need) => ["auto", "scroll"].includes(how) && need > room + 1;
        return isShown(one) && (scrolls(overflowX, one.clientWidth, one.scrollWidth) || scrolls(overflowY, one.clientHeight, one.scrollHeight));
      }).filter((one) => one.tabIndex < 0 && !all(FOCUSABLE, one).some((inner) => inner.tabIndex >= 0)).map(shown),

    "headings leave out no level, and there is one of the first (1.3.1)": () => {
      const levels = all("h1, h2, h3, h4, h5, h6").filter((one) => isShown(one) && !one.closest("dialog")).map((one) => Number(one.localName[1]));
      const gaps = levels.flatMap((level, at) => (at && level > levels[at - 1] + 1 ? [`h${levels[at - 1]} is followed by h${level}`] : []));
      return levels.filter((level) => level === 1).length === 1 && levels[0] === 1 ? gaps : [...gaps, `levels: ${levels}`];
    },

    "landmarks are there once, or named apart (1.3.1)": () => {
      const counts = [["main", 1], ["body > header", 1], ["body > footer", document.querySelector(".tt-lost") ? 0 : 1]];
      const wrong = counts.filter(([selector, count]) => all(selector).filter(isShown).length !== count).map(([selector]) => selector);
      const names = all("nav, aside, body :is(section, form)[aria-label], section[aria-labelledby]").filter(isShown).map((one) =>
        `${one.localName}: ${one.ariaLabel ?? one.getAttribute("aria-labelledby")?.split(" ").map((id) => document.getElementById(id)?.textContent.trim()).join(" ")}`);
      return [...wrong, ...names.filter((name, at) => /: (null|undefined)?$/.test(name) || names.indexOf(name) !== at)];
    },

    "names of languages and texts in another language say so (3.1.2)": () => {
      const own = document.documentElement.lang;
      const wrong = all(":is(.tt-languages, .tt-panels) a[hreflang][lang]").filter((one) => one.hreflang !== one.lang);
      const unsaid = all(".tt-languages a, .tt-panels a").filter((one) => !one.lang);
      const fallback = document.querySelector(".tt-notice--fallback") ? all("main h1, .tt-entry__body, .tt-lead").filter((one) => !one.lang || one.lang === own) : [];
      const notes = all("[lang] .tt-note").filter((one) => one.closest("[lang]").lang !== own);
      return [...(own ? [] : ["<html> has no lang"]), ...[...wrong, ...unsaid, ...fallback, ...notes].map(shown)];
    },

    "nothing is cut off or stands beside the page (1.4.10, 1.4.12)": () => {
      const width = document.documentElement.clientWidth;
      const cut = withText().filter((one) => {
        const box = one.closest("[style*=overflow]") ?? one;
        const { overflowX, overflowY, textOverflow } = getComputedStyle(box);
        const cuts = (how, room, need) => ["hidden", "clip"].includes(how) && need > room + 1;
        return cuts(overflowX, box.clientWidth, box.scrollWidth) || cuts(overflowY, box.clientHeight, box.scrollHeight) || textOverflow === "ellipsis";
      });
      const beside = withText().filter((one) => {
        const words = document.createRange();
        const boxes = [...one.childNodes].filter(isText).flatMap((node) => (words.selectNode(node), [...words.getClientRects()]));
        return boxes.some((box) => box.width && (box.right > width + 1 || box.left < -1));
      });
      const scrolls = document.documentElement.scrollWidth > width ? [`the page is ${document.documentElement.scrollWidth} wide`] : [];
      return [...scrolls, ...[...new Set([...cut, ...beside])].map(shown)];
    },

    "texts have contrast, badges, marks, notices and placeholders too (1.4.3)": () => [
      ...withText().filter((one) => !one.closest(":disabled")).flatMap((one) => {
        const style = getComputedStyle(one);
        const ratio = least(style.color, one);
        return ratio < (isLarge(style) ? 3 : 4.5) ? [`${shown(one)} has ${ratio.toFixed(2)}`] : [];
      }),
      ...all("input[placeholder]").filter(isShown).flatMap((one) => {
        const ratio = least(getComputedStyle(one, "::placeholder").color, one);
        return ratio < 4.5 ? [`placeholder “${one.placeholder}” has ${ratio.toFixed(2)}`] : [];
      }),
    ],

    "fields and icons have contrast (1.4.11)": () => [
      ...all("input:not([type=checkbox]), select").filter(isShown).flatMap((one) => {
        const { borderTopColor, borderTopWidth } = getComputedStyle(one);
        const ratio = least(borderTopColor, one.parentElement);
        return parseFloat(borderTopWidth) && ratio < 3 ? [`the border of ${shown(one)} has ${ratio.toFixed(2)}`] : [];
      }),
      ...all(":is(a, button, summary, form) > .tt-icon").filter(isShown).flatMap((one) => {
        const ratio = least(getComputedStyle(one).color, one);
        return ratio < 3 ? [`the icon of ${shown(one.parentElement)} has ${ratio.toFixed(2)}`] : [];
      }),
    ],

    "the focus is seen, with contrast, and nothing covers it (2.4.7, 2.4.11)": () => {
      const stops = focusable().filter((one) => one.tabIndex === 0);
      const wrong = new Set();
      for (const one of [...stops, ...stops.toReversed()]) {
        one.focus({ focusVisible: true });
        if (document.activeElement !== one) { wrong.add(`${shown(one)} takes no focus`); continue; }
        const [colour, ground] = focusColour(one);
        const ratio = colour ? least(colour, ground) : 0;
        if (ratio < 3) wrong.add(`${shown(one)}: ${ratio.toFixed(2)}`);
        if (!isSeen(one)) wrong.add(`${shown(one)} is covered`);
      }
      return [...wrong];
    },

    "nothing moves for those who want that (2.3.3)": () =>
      all("*").filter((one) => ["", "::before", "::after"].some((pseudo) => {
        const { transitionDuration, animationName, scrollBehavior } = getComputedStyle(one, pseudo || undefined);
        return !/^0s(, 0s)*$/.test(transitionDuration) || animationName !== "none" || scrollBehavior === "smooth";
      })).map(shown),
  };
})()
