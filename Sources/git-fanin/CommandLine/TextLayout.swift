/// Lays out help: paragraphs and lists of terms, wrapped at a width.
struct TextLayout {
  let width: Int
  private(set) var text = ""

  init(width: Int) { self.width = max(width, 40) }

  /// The column at which the explanations of a list of terms start.
  private var column: Int { min(26, width / 3) }

  /// A line as it is.
  mutating func line(_ line: String = "") {
    text += line
    text += "\n"
  }

  /// Words with breaks where a line would be too long; lines after the first start at `hanging`.
  mutating func paragraph(_ words: [String], indent: Int = 0, hanging: Int? = nil) {
    for (index, line) in wrapped(words, first: indent, others: hanging ?? indent).enumerated() {
      let indentation = index == 0 ? indent : hanging ?? indent
      self.line(spaces(indentation) + line)
    }
  }

  /// A name in bold with what it is; the codes for bold do not count for the width.
  mutating func title(_ name: String, _ summary: String, style: Style) {
    let lines = wrapped([name, "-"] + Self.words(summary), first: 0, others: 2)
    for (index, line) in lines.enumerated() {
      self.line(index == 0 ? style.bold(name) + String(line.dropFirst(name.count)) : spaces(2) + line)
    }
  }

  mutating func paragraph(_ sentence: String, indent: Int = 0) {
    paragraph(Self.words(sentence), indent: indent)
  }

  /// A term with its explanation beside it, or below it when the term is too long.
  mutating func term(_ term: String, _ explanation: String, column: Int? = nil) {
    let column = column ?? self.column
    let label = "  " + term
    let used = displayWidth(label)
    let lines = wrapped(Self.words(explanation), first: column, others: column)
    if used + 2 > column {
      line(label)
      for text in lines { line(spaces(column) + text) }
    } else {
      line(label + spaces(column - used) + (lines.first ?? ""))
      for text in lines.dropFirst() { line(spaces(column) + text) }
    }
  }

  static func words(_ sentence: String) -> [String] { sentence.split(separator: " ").map { String($0) } }

  private func spaces(_ count: Int) -> String { String(repeating: " ", count: count) }

  /// Fills lines greedily. A word that is longer than a line has one of its own.
  private func wrapped(_ words: [String], first: Int, others: Int) -> [String] {
    var lines: [String] = []
    var current = ""
    var used = first
    for word in words {
      let size = displayWidth(word)
      if !current.isEmpty, used + 1 + size > width {
        lines.append(current)
        (current, used) = (word, others + size)
      } else {
        used += size + (current.isEmpty ? 0 : 1)
        current += current.isEmpty ? word : " " + word
      }
    }
    return current.isEmpty ? lines : lines + [current]
  }
}
