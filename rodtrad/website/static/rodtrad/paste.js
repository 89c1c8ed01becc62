// What is pasted from a word processor or a web page keeps its headings, lists, links and emphasis, as our markup.
// Without this the browser pastes plain text, and the server makes its bullets into lists.
(() => {
  "use strict";
  const RICH = "h1,h2,h3,h4,h5,h6,li,b,strong,i,em,a[href],[class^=MsoListParagraph]";
  const squeeze = text => text.replace(/[\s\u00a0]+/g, " ");

  // Word has lists as paragraphs; the level and the bullet stand in styles that no page shows.
  const wordList = node => {
    const style = node.dataset.style || "";
    if (!/mso-list:\s*l\d/.test(style)) return "";
    const depth = Number((style.match(/level(\d)/) || [0, 1])[1]) - 1;
    const bullet = node.querySelector("[data-style*='mso-list:Ignore'],[data-style*='mso-list: Ignore']");
    const numbered = bullet && /^\d/.test(bullet.textContent.trim());
    if (bullet) bullet.remove();
    return "  ".repeat(depth) + (numbered ? "1. " : "- ");
  };

  const inline = node => [...node.childNodes].map(child => {
    if (child.nodeType === Node.TEXT_NODE) return squeeze(child.textContent).replace(/\*/g, "\\*");
    if (child.nodeType !== Node.ELEMENT_NODE || child.matches("style,script,ul,ol,table")) return "";
    const text = inline(child), words = text.trim();
    if (child.matches("br")) return "\n";
    if (!words) return text;
    const around = sign => text.match(/^\s*/)[0] + sign + words + sign + text.match(/\s*$/)[0];
    const normal = /font-weight:\s*(normal|400)/.test(child.dataset.style || "");
    if (child.matches("b,strong") && !normal) return around("**");
    if (child.matches("i,em")) return around("*");
    if (child.matches("a[href]") && /^(https?|mailto):/i.test(child.getAttribute("href"))) return `[${words}](${child.getAttribute("href").replace(/[()\s]/g, encodeURIComponent)})`;
    return text;
  }).join("");

  const blocks = (node, depth = 0) => [...node.childNodes].flatMap(child => {
    if (child.nodeType === Node.TEXT_NODE) return child.textContent.trim() ? [{ text: squeeze(child.textContent).trim() }] : [];
    if (child.nodeType !== Node.ELEMENT_NODE || child.matches("style,script,meta,link,title")) return [];
    if (child.matches("h1,h2,h3,h4,h5,h6")) return [{ text: "#".repeat(Math.min(Number(child.tagName[1]) + 1, 4)) + " " + inline(child).trim() }];
    if (child.matches("ul,ol")) {
      const sign = child.matches("ol") ? "1. " : "- ", step = child.matches("ol") ? "   " : "  ";
      return [...child.children].flatMap(item => item.matches("ul,ol") ? blocks({ childNodes: [item] }, depth + 1) : [{ text: step.repeat(depth) + sign + inline(item).trim(), item: true },
        ...[...item.children].filter(one => one.matches("ul,ol")).flatMap(one => blocks({ childNodes: [one] }, depth + 1))]);
    }
    if (child.matches("p")) {
      const sign = wordList(child), text = inline(child).trim();
      return text ? [{ text: sign + text, item: Boolean(sign) }] : [];
    }
    if (child.matches("tr")) return [{ text: [...child.children].map(cell => squeeze(cell.textContent).trim()).join(" – ") }];
    if (child.querySelector("p,div,ul,ol,table,h1,h2,h3,h4,h5,h6") || child.matches("table,tbody,thead")) return blocks(child, depth);
    const text = inline({ childNodes: [child] }).trim();
    return text ? [{ text }] : [];
  });

  const markup = html => {
    // Styles and handlers are left out or read as data, so that the page's policy has nothing to refuse.
    const plain = html.replace(/<style[\s\S]*?<\/style>/gi, "").replace(/\s(style|on\w+)=/gi, " data-$1=");
    const page = new DOMParser().parseFromString(plain, "text/html");
    if (!page.body.querySelector(RICH)) return "";
    return blocks(page.body).map((one, at, all) => (at ? (one.item && all[at - 1].item ? "\n" : "\n\n") : "") + one.text).join("");
  };

  document.addEventListener("paste", event => {
    if (!event.target.matches || !event.target.matches("textarea[data-rich]")) return;
    const text = markup(event.clipboardData.getData("text/html"));
    if (!text) return;
    event.preventDefault();
    // The old command is the one that undo knows of.
    if (!document.execCommand("insertText", false, text)) event.target.setRangeText(text, event.target.selectionStart, event.target.selectionEnd, "end");
  });
})();
