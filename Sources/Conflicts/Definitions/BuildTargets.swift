import GitValues
import Outlines

/// What `Makefile` and `justfile` make, each with its commands: a second rule for it replaces the first, or is an error.
struct BuildTargets {
  private enum Form { case make, just }

  private let text: SourceText
  private let form: Form
  private var result: [DefinitionPlace] = []
  private var conditions = 0
  private var isInDefinition = false

  /// Nil for a file that is no such one.
  init?(_ text: SourceText, path: GitPath) {
    let name = path.name.map(\.lowercased)
    if name.has(suffix: "makefile") || name.has(prefix: "makefile.") || name.has(suffix: ".mk") {
      form = .make
    } else if name.elementsEqual("justfile".utf8) || name.elementsEqual(".justfile".utf8)
      || name.has(suffix: ".just")
    {
      form = .just
    } else {
      return nil
    }
    self.text = text
  }

  /// The targets that have commands and stand under no condition.
  mutating func places() -> [DefinitionPlace] {
    var line = 0
    var hasAttributes = false
    while line < text.lineCount {
      let first = line
      let header = joined(&line)
      if skip(header) { continue }
      let start = form == .just ? header.trimmed : header
      if form == .just, start.first == UInt8(ascii: "[") {
        hasAttributes = true
        continue
      }
      let names = header.first?.isBlank ?? true ? [] : targets(of: header)
      if names.isEmpty {
        if !start.isEmpty { hasAttributes = false }
        continue
      }
      let body = endOfBody(line)
      let hasBody = body > line || header.contains(UInt8(ascii: ";"))
      // An attribute such as `[linux]` may let others have the name.
      if hasBody, !hasAttributes { add(names, first..<body) }
      hasAttributes = false
      line = max(line, body)
    }
    return result
  }

  private mutating func add(_ names: [String], _ lines: Range<Int>) {
    for name in names {
      result.append(
        DefinitionPlace(
          key: DefinitionKey(kind: .target, scope: [], name: name), lines: lines, solidLines: lines,
          content: nil, isRemovable: names.count == 1 && !goesOn(lines.upperBound)))
    }
  }

  /// Whether commands may follow behind a condition.
  private func goesOn(_ line: Int) -> Bool {
    guard form == .make, line < text.lineCount else { return false }
    let content = text.line(line).trimmed
    return ["if", "else", "endif"].contains { content.has(prefix: $0) }
  }

  /// A line with those that it goes on in, without a comment; moves behind them.
  private func joined(_ line: inout Int) -> ArraySlice<UInt8> {
    var bytes: [UInt8] = []
    while line < text.lineCount {
      var part = text.line(line)
      while let last = part.last, last == 0x0A || last == 0x0D { part.removeLast() }
      line += 1
      guard part.last == UInt8(ascii: "\\") else {
        bytes += part
        break
      }
      bytes += part.dropLast()
    }
    return bytes.prefix { $0 != UInt8(ascii: "#") }
  }

  /// Whether a line lies under a condition or in a definition, or begins or ends one.
  private mutating func skip(_ header: ArraySlice<UInt8>) -> Bool {
    guard form == .make else { return false }
    let word = header.trimmed.prefix { !$0.isBlank && $0 != UInt8(ascii: "(") }.asText
    switch word {
    case "endef": isInDefinition = false
    case "define": isInDefinition = true
    case _ where isInDefinition: break
    case "ifeq", "ifneq", "ifdef", "ifndef": conditions += 1
    case "endif": conditions = max(0, conditions - 1)
    default: return conditions > 0
    }
    return true
  }

  private func targets(of header: ArraySlice<UInt8>) -> [String] {
    var depth = 0
    var end: Int?
    for index in header.indices {
      switch header[index] {
      case UInt8(ascii: "("), UInt8(ascii: "{"): depth += 1
      case UInt8(ascii: ")"), UInt8(ascii: "}"): depth -= 1
      case UInt8(ascii: "=") where depth == 0 && form == .make: return []
      case UInt8(ascii: ":") where depth == 0: end = index
      default: break
      }
      if end != nil { break }
    }
    guard let end else { return [] }
    let rest = header[(end + 1)...]
    // `::`, `:=`, and a variable of one target.
    if let next = rest.first, next == UInt8(ascii: ":") || next == UInt8(ascii: "=") { return [] }
    let words = header[..<end].split(whereSeparator: \.isBlank).map(\.asText)
    if form == .just { return just(words) }
    let before = rest.prefix { $0 != UInt8(ascii: ";") }
    if before.contains(UInt8(ascii: "=")) { return [] }
    return words.filter { !$0.contains("%") && !($0.hasPrefix(".") && !$0.contains("/")) }
  }

  /// `@name param: …`; not `alias a := b`, nor a setting.
  private func just(_ words: [String]) -> [String] {
    guard var name = words.first, !["alias", "set", "export", "import", "mod"].contains(name) else {
      return []
    }
    if name.hasPrefix("@") { name.removeFirst() }
    return name.isEmpty ? [] : [name]
  }

  /// Behind the commands: lines that a tab, or for `just` any blank, begins.
  private func endOfBody(_ start: Int) -> Int {
    var line = start
    var end = start
    var goesOn = false
    while line < text.lineCount {
      let part = text.line(line)
      let isBlank = part.trimmed.isEmpty
      let isBody = form == .make ? part.first == UInt8(ascii: "\t") : part.first == 0x20 || part.first == 0x09
      // A comment in between does not end them.
      let isComment = part.first == UInt8(ascii: "#")
      guard goesOn || isBlank || isBody || isComment else { break }
      goesOn = !isBlank && !isComment && part.trimmed.last == UInt8(ascii: "\\")
      line += 1
      if !isBlank && !isComment { end = line }
    }
    return end
  }
}
