// Builds the elements of a message. Text never becomes markup: only nodes are made.

const SVG = "http://www.w3.org/2000/svg";
const LINK = /(https?:\/\/[^\s<>"]+|t\.me\/[^\s<>"]+)|(?<![\w/])(\/[a-z][a-z0-9_]{0,31})\b/gi;

const TAGS = {
  bold: "b", italic: "i", underline: "u", strikethrough: "s", code: "code", pre: "pre",
  blockquote: "blockquote", expandable_blockquote: "blockquote", custom_emoji: "span",
};

export function element(name, properties = {}, ...children) {
  const made = document.createElement(name);
  Object.assign(made, properties);
  made.append(...children);
  return made;
}

// The name of this bot's deep link parameter, when `url` is one: https://t.me/<bot>?start=X.
function startParameter(url, bot) {
  try {
    const parsed = new URL(url.startsWith("t.me/") ? `https://${url}` : url);
    const isOurs = parsed.hostname === "t.me" && parsed.pathname.slice(1) === bot.username;
    return isOurs ? parsed.searchParams.get("start") : null;
  } catch {
    return null;
  }
}

function linkTo(url, label, context) {
  const start = startParameter(url, context.bot);
  if (start !== null) {
    return element("button", {
      className: "command", type: "button", title: "Open as a new customer",
      onclick: () => context.followLink(start),
    }, label);
  }
  const href = url.startsWith("t.me/") ? `https://${url}` : url;
  return element("a", { href, target: "_blank", rel: "noreferrer noopener" }, label);
}

// Plain text with links and commands made clickable, as Telegram's own clients do.
function plain(text, context) {
  const parts = [];
  let from = 0;
  for (const match of text.matchAll(LINK)) {
    const [whole, url, command] = match;
    parts.push(text.slice(from, match.index));
    parts.push(url ? linkTo(url, url, context) : element("button", {
      className: "command", type: "button", onclick: () => context.send(command),
    }, whole));
    from = match.index + whole.length;
  }
  parts.push(text.slice(from));
  return parts;
}

function wrap(entity, children, context) {
  if (entity.type === "text_link") {
    return linkTo(entity.url, children.map((child) => child.textContent ?? child).join(""), context);
  }
  if (entity.type === "spoiler") {
    const show = (event) => event.currentTarget.classList.add("shown");
    return element("span", { className: "spoiler", onclick: show, title: "Show" }, ...children);
  }
  const made = element(TAGS[entity.type] ?? "span", {}, ...children);
  if (entity.type === "pre") made.tabIndex = 0;  // wide tables scroll, also by the keyboard
  if (entity.type === "code") {
    made.title = "Copy";
    made.onclick = () => context.copy(made.textContent);
  }
  return made;
}

// Entities are sorted outer before inner; offsets are UTF-16 units, as JavaScript counts.
function formatted(text, entities, from, to, context) {
  const nodes = [];
  let at = from;
  for (let i = 0; i < entities.length;) {
    const entity = entities[i];
    const end = Math.min(entity.offset + entity.length, to);
    const inner = [];
    for (i += 1; i < entities.length && entities[i].offset < end; i += 1) inner.push(entities[i]);
    nodes.push(...plain(text.slice(at, entity.offset), context));
    const isRaw = entity.type === "code" || entity.type === "pre" || entity.type === "text_link";
    const children = isRaw ? [text.slice(entity.offset, end)]
      : formatted(text, inner, entity.offset, end, context);
    nodes.push(wrap(entity, children, context));
    at = end;
  }
  nodes.push(...plain(text.slice(at, to), context));
  return nodes;
}

function shape(name, attributes) {
  const made = document.createElementNS(SVG, name);
  for (const [key, value] of Object.entries(attributes)) made.setAttribute(key, value);
  return made;
}

// Draws a made-up map, the same for the same place; nothing is loaded from outside.
function drawnMap(latitude, longitude) {
  let seed = 0;
  for (const char of latitude + longitude) seed = (seed * 31 + char.charCodeAt(0)) % 100003;
  const next = (limit) => {
    seed = (seed * 211 + 7919) % 100003;
    return seed % limit;
  };
  const map = shape("svg", { class: "map", viewBox: "0 0 320 140", preserveAspectRatio: "xMidYMid slice", "aria-hidden": "true" });
  map.append(shape("rect", { class: "land", width: 320, height: 140 }));
  const bank = 96 + next(20);
  map.append(shape("path", { class: "water", d: `M-10 ${bank}C70 ${bank - 30} 130 ${bank + 34} 210 ${bank}S300 ${bank - 24} 330 ${bank - 8}V150H-10Z` }));
  map.append(shape("rect", { class: "park", x: 20 + next(180), y: 12 + next(24), width: 54 + next(40), height: 32, rx: 6 }));
  for (let i = 0; i < 4; i += 1) {
    const y = 16 + i * 32 + next(10);
    map.append(shape("path", { class: "street", d: `M-10 ${y}L330 ${y + next(30) - 15}`, "stroke-width": i === 1 ? 8 : 4 }));
  }
  for (let i = 0; i < 6; i += 1) {
    const x = 20 + i * 56 + next(20);
    map.append(shape("path", { class: "street", d: `M${x} -10L${x + next(40) - 20} 150`, "stroke-width": i === 3 ? 8 : 4 }));
  }
  map.append(shape("path", { class: "pin", d: "M160 84c-12-16-20-24-20-35a20 20 0 0 1 40 0c0 11-8 19-20 35z" }));
  map.append(shape("circle", { class: "hole", cx: 160, cy: 49, r: 7 }));
  return map;
}

function place({ latitude, longitude }) {
  const href = `https://www.openstreetmap.org/?mlat=${latitude}&mlon=${longitude}#map=17/${latitude}/${longitude}`;
  const text = element("span", { className: "place-text" }, "Location ",
    element("small", {}, `${latitude}, ${longitude} · drawn, not a real map`));
  const card = element("a", { className: "place", href, target: "_blank", rel: "noreferrer noopener" });
  card.append(drawnMap(latitude, longitude), text);
  return card;
}

function key(message, button, context) {
  const className = button.style ? `key ${button.style}` : "key";
  if (button.url) {
    const link = linkTo(button.url, `${button.text} ↗`, context);
    link.className = className;
    return link;
  }
  const made = element("button", { className, type: "button" }, button.text);
  if (button.copy_text) {
    made.classList.add("copy");
    made.title = button.copy_text.text;
    made.onclick = () => context.copy(button.copy_text.text);
  } else if (button.callback_data) {
    made.dataset.data = button.callback_data;
    made.ariaBusy = String(context.isPressed(message.id, button.callback_data));
    made.onclick = () => context.press(message.id, button.callback_data);
  }
  return made;
}

const stars = (count) => `⭐ ${count}`;

function invoiceText({ title, description }) {
  return element("div", { className: "content invoice", dir: "auto" },
    element("b", {}, title), element("p", {}, description));
}

// As in Telegram, the button is below the bubble and becomes a receipt.
function payKey(message, context) {
  const { stars: count, is_paid: isPaid } = message.invoice;
  const made = element("button", { className: "key pay", type: "button", disabled: isPaid },
    isPaid ? `Paid ${stars(count)}` : `Pay ${stars(count)}`);
  made.ariaBusy = String(context.isPaying(message.id));
  made.onclick = () => context.pay(message.id);
  return made;
}

function paymentText({ stars: count, is_refund: isRefund }) {
  return element("div", { className: "content", dir: "auto" },
    isRefund ? `${stars(count)} came back` : `You paid ${stars(count)}`);
}

function documentLink({ id, name }) {
  const href = `/chat/photos/${encodeURIComponent(id)}`;
  return element("div", { className: "content", dir: "auto" },
    element("a", { href, download: name }, `📄 ${name}`));
}

// `context` has bot, send, press, isPressed, pay, isPaying, payForm, followLink and copy.
export function messageElement(message, context) {
  const bubble = element("div", { className: "bubble" });
  if (message.photo) {
    bubble.append(element("img", {
      className: "photo", src: `/chat/photos/${message.photo.id}`, alt: message.text || "Photo",
      width: message.photo.width, height: message.photo.height,
    }));
  }
  if (message.document) bubble.append(documentLink(message.document));
  if (message.location) bubble.append(place(message.location));
  if (message.invoice) bubble.append(invoiceText(message.invoice));
  if (message.payment) bubble.append(paymentText(message.payment));
  bubble.append(element("div", { className: "content", dir: "auto" },
    ...formatted(message.text, message.entities, 0, message.text.length, context)));
  const time = new Date(message.sent_at);
  const clock = time.toLocaleTimeString([], { hour: "2-digit", minute: "2-digit", hourCycle: "h23" });
  bubble.append(element("div", { className: "meta" }, message.is_edited ? "edited " : "",
    element("time", { dateTime: time.toISOString() }, clock)));

  const made = element("article", { className: `message ${message.from_bot ? "theirs" : "mine"}` }, bubble);
  made.dataset.id = message.id;
  if (message.invoice) made.append(element("div", { className: "rows" }, payKey(message, context)));
  const form = context.payForm(message);
  if (form) made.append(form);
  if (message.rows.length > 0) {
    made.append(element("div", { className: "rows" }, ...message.rows.map((row) =>
      element("div", { className: "row" }, ...row.map((button) => key(message, button, context))))));
  }
  return made;
}
