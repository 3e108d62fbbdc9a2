"""How a PDF is laid out, in Typst's language. Every word comes in as data: nothing that people typed is ever markup."""

TEMPLATE = r"""
#let given = json(bytes(sys.inputs.given))
#let ink = rgb("#1B2330")
#let muted = rgb("#525D6D")
#let rule = rgb("#C3CAD5")

#set document(title: given.title, author: "kpibot")
#set text(font: "DejaVu Sans", size: 9pt, fill: ink, lang: "en", hyphenate: false)
#set par(leading: 0.6em)
#set page(
  paper: given.paper,
  margin: (x: 1.8cm, top: 1.8cm, bottom: 2cm),
  footer: context text(size: 7.5pt, fill: muted, grid(
    columns: (1fr, auto),
    column-gutter: 1em,
    given.footer,
    [#counter(page).display() / #counter(page).final().first()],
  )),
)
#show heading.where(level: 1): set text(size: 18pt)
#show heading.where(level: 2): set text(size: 11pt)
#show heading.where(level: 2): set block(above: 1.6em, below: 0.8em)

#heading(level: 1, given.title)
#text(size: 11pt, fill: muted, given.period)
// A picture shows the number itself.
#if given.picture == none and given.headline != "" {
  block(above: 1.2em, below: 1.2em, text(size: 26pt, weight: "bold", given.headline))
}
#if given.movement != "" {
  block(above: 1em, text(size: 11pt, given.movement))
}
#if given.picture != none {
  // A page of many rows is made as high as leaves room for its title.
  block(above: 1.4em, below: 1.4em, align(center, layout(size => {
    let picture(..room) = image(bytes(given.picture), format: "svg", alt: given.alt, ..room)
    let whole = picture(width: size.width)
    if measure(whole).height > 19cm { picture(height: 19cm) } else { whole }
  })))
}

#for note in given.notes {
  block(above: 0.8em, below: 0.8em, inset: (left: 0.8em), stroke: (left: 2pt + rule), text(fill: muted, note))
}

#block(above: 1.4em, grid(
  columns: (auto, 1fr),
  column-gutter: 1.2em,
  row-gutter: 0.8em,
  ..given.facts.map(((label, words)) => (text(fill: muted, label), words)).flatten(),
))

#for sheet in given.sheets {
  heading(level: 2, sheet.title)
  table(
    columns: range(sheet.head.len()).map(column => if column < sheet.words { 1fr } else { auto }),
    align: (column, row) => if column < sheet.words { left } else { right },
    stroke: (x, y) => (bottom: if y == 0 { 0.8pt + ink } else { 0.4pt + rule }),
    inset: (x: 0.4em, y: 0.5em),
    table.header(..sheet.head.map(words => text(weight: "bold", words))),
    ..sheet.rows.flatten(),
  )
}
"""
