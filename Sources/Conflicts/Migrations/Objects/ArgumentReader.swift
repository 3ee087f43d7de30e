/// Reads the arguments of one call, as far as they are literals.
struct ArgumentReader {
  /// Strings and symbols given by position; nil for anything else.
  private(set) var arguments: [[UInt8]?] = []
  /// Strings given by name, the first of each name.
  private(set) var named: [String: [UInt8]] = [:]

  private let bytes: [UInt8]
  private let hasBracket: Bool
  private var place: Int
  private let end: Int
  private var depth = 0
  private var literal: [UInt8]?
  private var key: String?
  /// Whether nothing of the current argument's value has been read.
  private var isFresh = true

  /// How far a call's arguments are read.
  private static let reach = 2000

  /// - Parameters:
  ///   - bytes: the whole text.
  ///   - place: where the first argument begins.
  ///   - hasBracket: whether a bracket ends the arguments, or a line does.
  init(_ bytes: [UInt8], from place: Int, hasBracket: Bool) {
    self.bytes = bytes
    self.place = place
    self.hasBracket = hasBracket
    end = min(bytes.count, place + Self.reach)
  }

  mutating func read() {
    while place < end, step() {}
    close()
  }

  /// Reads one byte or one literal; false at the end of the arguments.
  private mutating func step() -> Bool {
    let byte = bytes[place]
    switch byte {
    case UInt8(ascii: "\""), UInt8(ascii: "'"):
      let content = quotedText(in: bytes, at: place)
      if depth == 0 && isFresh { literal = Array(bytes[content.text]) }
      isFresh = false
      place = content.end
      return true
    case UInt8(ascii: "("), UInt8(ascii: "["), UInt8(ascii: "{"):
      depth += 1
      isFresh = false
    case UInt8(ascii: ")"), UInt8(ascii: "]"), UInt8(ascii: "}"):
      depth -= 1
      if depth < 0 { return false }
    case UInt8(ascii: ",") where depth == 0: close()
    case 0x0A where !hasBracket && depth == 0 && !isFresh: return false
    case _ where depth == 0 && isFresh && (byte.isWord || byte == UInt8(ascii: ":")):
      word()
      return true
    case _ where !byte.isBlank && depth == 0: isFresh = false
    default: break
    }
    place += 1
    return true
  }

  /// Reads `:symbol`, `name=`, `name:`, or a value that is no literal.
  private mutating func word() {
    let isSymbol = bytes[place] == UInt8(ascii: ":")
    let start = isSymbol ? place + 1 : place
    let stop = bytes[start...].firstIndex { !$0.isWord } ?? bytes.count
    let mark = stop < bytes.count ? bytes[stop] : 0
    let following = stop + 1 < bytes.count ? bytes[stop + 1] : 0
    if !isSymbol, key == nil, mark == UInt8(ascii: "=") || mark == UInt8(ascii: ":"), following != mark {
      key = bytes[start..<stop].asText
      place = stop + 1
      return
    }
    if isSymbol { literal = Array(bytes[start..<stop]) }
    isFresh = false
    place = max(stop, place + 1)
  }

  private mutating func close() {
    if let key {
      if let literal, named[key] == nil { named[key] = literal }
    } else if !isFresh {
      arguments.append(literal)
    }
    (literal, key, isFresh) = (nil, nil, true)
  }
}
