// Building the page's elements. Words only ever become text nodes, so nothing a member writes is read as HTML.

const SVG = "http://www.w3.org/2000/svg";

const contents = new WeakMap();

/** An element with attributes and children; attributes and children that are null, undefined or false are left out. */
export function element(tag, attributes = {}, ...children) {
  const node = document.createElement(tag);
  setAttributes(node, attributes);
  node.append(...children.flat().filter(isGiven));
  return node;
}

/** A picture from icons.svg, for the eye only. */
export function icon(name) {
  const svg = document.createElementNS(SVG, "svg");
  setAttributes(svg, { class: "icon", "aria-hidden": "true", focusable: "false" });
  const use = document.createElementNS(SVG, "use");
  use.setAttribute("href", `/icons.svg#${name}`);
  svg.append(use);
  return svg;
}

/**
 * Makes `parts`, each `{content, draw}`, the children of `parent`. A child whose content is still wanted stays as it
 * stands, so that it keeps its focus and its picture and is not read out again.
 */
export function arrange(parent, parts) {
  const standing = new Map([...parent.children].map((child) => [contents.get(child), child]));
  const children = parts.map(({ content, draw }) => {
    const key = JSON.stringify(content);
    const child = standing.get(key) ?? draw();
    contents.set(child, key);
    return child;
  });
  [...parent.children].filter((child) => !children.includes(child)).forEach((child) => child.remove());
  children.forEach((child, place) => {
    if (parent.children[place] !== child) parent.insertBefore(child, parent.children[place] ?? null);
  });
}

/** The element with this id, which index.html promises. */
export function byId(id) {
  return document.getElementById(id);
}

function setAttributes(node, attributes) {
  for (const [name, value] of Object.entries(attributes)) {
    if (isGiven(value)) node.setAttribute(name, value === true ? "" : value);
  }
}

function isGiven(value) {
  return value !== null && value !== undefined && value !== false;
}
