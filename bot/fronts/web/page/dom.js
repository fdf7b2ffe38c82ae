// Building the page's elements. Words only ever become text nodes, so nothing a member writes is read as HTML.

const SVG = "http://www.w3.org/2000/svg";

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
