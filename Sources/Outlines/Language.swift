/// A language that a source file can be outlined in.
///
/// What each one is called by and made of is in `Languages/`: one entry of each table a language.
public enum Language: String, Sendable, Hashable, CaseIterable {
  case python, swift, javascript, typescript, tsx, go, rust, java, kotlin, c, cpp, csharp, ruby, php, sql,
    shell
  case json, toml, yaml, ini, properties, xml, html, markdown
  /// Instructions line by line, comments with `#`: `Dockerfile`, `Makefile`, `CMakeLists.txt`, `go.mod`.
  case instructions
  /// One entry a line, in no order that matters: `.gitignore`, `requirements.txt`, `CODEOWNERS`.
  case lineList

  /// The language of a file by its name; nil where it is not known.
  ///
  /// - Parameter path: the file's path; only what follows the last `/` counts.
  public init?(path: some Collection<UInt8>) {
    var name: [UInt8] = []
    for byte in path {
      if byte == UInt8(ascii: "/") { name = [] } else { name.append(byte.lowercased) }
    }
    guard let language = Language.byName[String(decoding: name, as: UTF8.self)] ?? Language.special(name)
    else { return nil }
    self = language
  }

  /// Whether the file holds keys and values, text or entries, not code.
  public var isData: Bool { definition.parser.isData }

  /// Whether two functions of one name may stand beside each other if their parameters differ.
  public var hasOverloads: Bool { definition.hasOverloads }

  /// Names that follow a pattern, then the longest known extension.
  private static func special(_ name: [UInt8]) -> Language? {
    let text = String(decoding: name, as: UTF8.self)
    if text.hasSuffix(".txt"), text.hasPrefix("requirements") || text.hasPrefix("constraints") {
      return .lineList
    }
    if text.hasPrefix("dockerfile.") || text.hasPrefix("makefile.") { return .instructions }
    if text.hasPrefix(".env.") { return .properties }
    var dots = name.indices.filter { name[$0] == UInt8(ascii: ".") }.prefix(8)
    while let dot = dots.popFirst() {
      let ending = String(decoding: name[(dot + 1)...], as: UTF8.self)
      if let language = byExtension[ending] { return language }
    }
    return nil
  }

  private static let byName = index { $0.names }
  private static let byExtension = index { $0.extensions }

  private static func index(_ texts: (LanguageNames) -> [String]) -> [String: Language] {
    var result: [String: Language] = [:]
    for entry in LanguageNames.table { for text in texts(entry) { result[text] = entry.language } }
    return result
  }
}

extension UInt8 {
  /// The lower-case letter of an upper-case ASCII letter; every other byte as it is.
  var lowercased: UInt8 { self >= 0x41 && self <= 0x5A ? self + 0x20 : self }

  var isDigit: Bool { self >= 0x30 && self <= 0x39 }

  /// A letter, `_`, or a byte of a character beyond ASCII.
  var isLetter: Bool { (self | 0x20) >= 0x61 && (self | 0x20) <= 0x7A || self == 0x5F || self >= 0x80 }

  var isBlank: Bool { self == 0x20 || self == 0x09 || self == 0x0D || self == 0x0C || self == 0x0B }
}
