import GitValues

/// The lines `Key: value` at the end of a commit's message, in which everything that must last is kept.
///
/// A value is one line: line breaks, backslashes and other control characters are written as `\n`, `\\` and `\xNN`.
struct Trailers {
  private var lines: [(key: String, value: String)] = []

  init() {}

  /// Reads the last paragraph of a message.
  init(reading message: String) {
    let paragraph = message.split(separator: "\n", omittingEmptySubsequences: false).reversed()
      .drop { $0.isEmpty }.prefix { !$0.isEmpty }.reversed()
    for line in paragraph {
      guard let cut = line.firstIndex(of: ":"), line[line.index(after: cut)...].hasPrefix(" ") else {
        continue
      }
      lines.append((String(line[..<cut]), Trailers.unescape(line[cut...].dropFirst(2))))
    }
  }

  mutating func add(_ key: String, _ value: String) { lines.append((key, value)) }

  /// The first value of a key.
  subscript(key: String) -> String? { lines.first { $0.key == key }?.value }

  /// The object that the first value of a key names; nil where there is none.
  func id(_ key: String) -> ObjectID? { self[key].flatMap { ObjectID(hex: $0) } }

  /// Every value of a key, in order.
  func all(_ key: String) -> [String] { lines.filter { $0.key == key }.map(\.value) }

  /// The lines, each ended.
  var text: String { lines.map { "\($0.key): \(Trailers.escape($0.value))\n" }.joined() }

  /// Any text as one line.
  static func escape(_ value: String) -> String {
    var text = ""
    for scalar in value.unicodeScalars {
      switch scalar {
      case "\\": text += "\\\\"
      case "\n": text += "\\n"
      case _ where scalar.value < 0x20 || scalar.value == 0x7f:
        text += "\\x" + (scalar.value < 16 ? "0" : "") + String(scalar.value, radix: 16)
      default: text.unicodeScalars.append(scalar)
      }
    }
    return text
  }

  private static func unescape(_ text: Substring) -> String {
    var value = ""
    var rest = text.unicodeScalars[...]
    while let scalar = rest.popFirst() {
      guard scalar == "\\", let next = rest.popFirst() else {
        value.unicodeScalars.append(scalar)
        continue
      }
      switch next {
      case "n": value += "\n"
      case "x":
        let code = UInt32(String(rest.prefix(2)), radix: 16).flatMap { Unicode.Scalar($0) }
        if let code { value.unicodeScalars.append(code) }
        rest = rest.dropFirst(2)
      default: value.unicodeScalars.append(next)
      }
    }
    return value
  }
}
