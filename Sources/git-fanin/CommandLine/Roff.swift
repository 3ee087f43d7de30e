/// Writes the markup of a manual page, with every text made safe.
struct Roff {
  private(set) var text = ""

  /// A macro with its arguments, each quoted.
  mutating func macro(_ name: String, _ arguments: String...) {
    text += "." + name
    for argument in arguments {
      let escaped = Self.escaped(argument)
      // A plain word stands as it is: requests such as `.ad l` do not know quotes.
      let isWord = !escaped.isEmpty && escaped.utf8.allSatisfy { $0 != 0x20 && $0 != 0x22 }
      text += isWord ? " " + escaped : " \"" + escaped.replacingQuotes + "\""
    }
    text += "\n"
  }

  /// A line of running text.
  mutating func line(_ line: String) {
    let escaped = Self.escaped(line)
    // A line that starts with a dot or a quote would be read as a macro.
    let isMacroLike = escaped.hasBytes(".") || escaped.hasBytes("'")
    text += (isMacroLike ? "\\&" : "") + escaped + "\n"
  }

  /// A term in bold with its explanation.
  mutating func term(_ term: String, _ explanation: String) {
    macro("TP")
    macro("B", term)
    line(explanation)
  }

  /// The text with backslashes and hyphens as roff wants them: an option must not get a typographic hyphen.
  static func escaped(_ text: String) -> String {
    var result = ""
    for scalar in text.unicodeScalars {
      switch scalar {
      case "\\": result += "\\e"
      case "-": result += "\\-"
      case "…": result += "..."
      case "'": result += "\\(aq"
      case "\n": result += " "
      default: result.unicodeScalars.append(scalar)
      }
    }
    return result
  }
}

extension String {
  /// Quotes inside a quoted macro argument are written by name.
  fileprivate var replacingQuotes: String {
    split(separator: "\"", omittingEmptySubsequences: false).joined(separator: "\\(dq")
  }
}
