// Every visible text whose contrast with what lies behind it is below 4.5 : 1 (3 : 1 for large text).
() => {
  const parse = (text) => {
    const n = text.match(/[\d.]+/g)?.map(Number) ?? [0, 0, 0, 0];
    return { c: n.slice(0, 3), a: n.length > 3 ? n[3] : 1 };
  };
  const over = (top, under) => top.c.map((v, i) => v * top.a + under[i] * (1 - top.a));
  const behind = (element) => {
    const layers = [];
    for (let e = element; e; e = e.parentElement) {
      const layer = parse(getComputedStyle(e).backgroundColor);
      if (layer.a > 0) layers.push(layer);
      if (layer.a === 1) break;
    }
    return layers.reverse().reduce((under, layer) => over(layer, under), [255, 255, 255]);
  };
  const light = (rgb) => {
    const [r, g, b] = rgb.map((v) => v / 255).map((v) => (v <= 0.04045 ? v / 12.92 : ((v + 0.055) / 1.055) ** 2.4));
    return 0.2126 * r + 0.7152 * g + 0.0722 * b;
  };
  const ratio = (one, two) => {
    const [high, low] = [light(one), light(two)].sort((x, y) => y - x);
    return (high + 0.05) / (low + 0.05);
  };
  const faults = [];
  const check = (element, style, words) => {
    const back = behind(element);
    const found = ratio(over(parse(style.color), back), back);
    const size = parseFloat(style.fontSize);
    const needed = size >= 24 || (size >= 18.66 && Number(style.fontWeight) >= 700) ? 3 : 4.5;
    if (found < needed) faults.push(`${found.toFixed(2)} ${element.tagName}.${element.className} ${words.trim().slice(0, 30)}`);
  };
  for (const element of document.querySelectorAll("body *")) {
    if (!element.checkVisibility({ opacityProperty: true, visibilityProperty: true })) continue;
    const box = element.getBoundingClientRect();
    if (box.width < 2 || box.height < 2) continue;
    const words = [...element.childNodes].filter((n) => n.nodeType === 3).map((n) => n.textContent).join("");
    if (words.trim()) check(element, getComputedStyle(element), words);
    if (element.placeholder) check(element, getComputedStyle(element, "::placeholder"), element.placeholder);
  }
  return faults;
}
