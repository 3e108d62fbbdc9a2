// Builds elements from values. Text is only ever set as text: nothing here parses HTML.

export function h(tag, attributes = {}, ...children) {
  const element = tag.startsWith("svg:")
    ? document.createElementNS("http://www.w3.org/2000/svg", tag.slice(4))
    : document.createElement(tag);
  for (const [name, value] of Object.entries(attributes)) {
    if (value === undefined || value === null || value === false) continue;
    if (name.startsWith("on")) element.addEventListener(name.slice(2), value);
    else if (name === "value") element.value = value;
    else if (name === "data") Object.assign(element.dataset, value);
    else element.setAttribute(name, value === true ? "" : String(value));
  }
  element.append(...children.flat(Infinity).filter((child) => child !== null && child !== undefined && child !== false));
  return element;
}

export function replaceChildren(parent, ...children) {
  parent.replaceChildren(...children.flat(Infinity).filter(Boolean));
}

// A menu that somebody has open stays open when the message around it changes.
function reopen(before, after) {
  for (const menu of before.querySelectorAll("details.overflow[open][data-action]")) {
    const same = after.querySelector(`details.overflow[data-action="${CSS.escape(menu.dataset.action)}"]`);
    if (same) same.open = true;
  }
}

// Keeps the nodes whose key and content did not change, so that focus, scroll and open menus survive a redraw.
export function keepUnchanged(parent, items, keyOf, draw) {
  const present = new Map([...parent.children].map((node) => [node.dataset.key, node]));
  const wanted = items.map((item) => {
    const key = keyOf(item);
    const content = JSON.stringify(item);
    const node = present.get(key);
    if (node && node.dataset.content === content) return node;
    const fresh = draw(item);
    fresh.dataset.key = key;
    fresh.dataset.content = content;
    if (node) reopen(node, fresh);
    return fresh;
  });
  const keep = new Set(wanted);
  for (const node of [...parent.children]) if (!keep.has(node)) node.remove();
  wanted.forEach((node, index) => {
    if (parent.children[index] !== node) parent.insertBefore(node, parent.children[index] || null);
  });
}
