/// The few things in a Python file that migrations are written with: assignments, strings, tuples of strings.
///
/// Each question reads the text once; nesting needs no recursion.
struct PythonText {
  let bytes: [UInt8]

  init(_ bytes: [UInt8]) { self.bytes = bytes }

  /// Where the value of the first assignment to a name at the beginning of a line stands.
  func value(of name: String) -> Range<Int>? {
    let word = Array(name.utf8)
    var start = 0
    while let place = bytes.place(of: word, from: start) {
      start = place + word.count
      var before = place
      while before > 0, bytes[before - 1] == 0x20 || bytes[before - 1] == 0x09 { before -= 1 }
      guard before == 0 || bytes[before - 1] == 0x0A, start >= bytes.count || !bytes[start].isWord else {
        continue
      }
      if let value = valueStart(after: start) { return value..<valueEnd(from: value) }
    }
    return nil
  }

  /// Behind the `=` of an assignment, with or without a type.
  private func valueStart(after place: Int) -> Int? {
    var index = place
    while index < bytes.count, bytes[index] != 0x0A {
      if bytes[index] == UInt8(ascii: "=") {
        let isComparison = index + 1 < bytes.count && bytes[index + 1] == UInt8(ascii: "=")
        return isComparison ? nil : index + 1
      }
      let isType =
        bytes[index].isWord || [0x20, 0x09].contains(bytes[index]) || ":[],.|\"'".utf8.contains(bytes[index])
      guard isType else { return nil }
      index += 1
    }
    return nil
  }

  /// The end of the line in which all brackets are closed again.
  private func valueEnd(from start: Int) -> Int {
    var depth = 0
    var index = start
    while index < bytes.count {
      switch bytes[index] {
      case UInt8(ascii: "["), UInt8(ascii: "("), UInt8(ascii: "{"): depth += 1
      case UInt8(ascii: "]"), UInt8(ascii: ")"), UInt8(ascii: "}"):
        depth -= 1
        if depth <= 0 { return index + 1 }
      case 0x0A where depth == 0: return index
      case UInt8(ascii: "#"): index = endOfLine(index) - 1
      case UInt8(ascii: "\""), UInt8(ascii: "'"): index = string(at: index).end - 1
      default: break
      }
      index += 1
    }
    return bytes.count
  }

  /// The contents of the strings in a range, in order.
  func strings(in range: Range<Int>) -> [Range<Int>] {
    var found: [Range<Int>] = []
    scan(range) { event in if case .string(let content) = event { found.append(content) } }
    return found
  }

  /// The two strings of each `("app", "name")` in a range, the innermost brackets first.
  func tuples(in range: Range<Int>) -> [[Range<Int>]] {
    var open: [[Range<Int>]] = []
    var found: [[Range<Int>]] = []
    scan(range) { event in
      switch event {
      case .open: open.append([])
      case .close: if let inner = open.popLast(), inner.count == 2 { found.append(inner) }
      case .string(let content): if !open.isEmpty { open[open.count - 1].append(content) }
      }
    }
    return found
  }

  private enum Event {
    case open, close
    case string(Range<Int>)
  }

  private func scan(_ range: Range<Int>, _ visit: (Event) -> Void) {
    var index = range.lowerBound
    while index < range.upperBound {
      switch bytes[index] {
      case UInt8(ascii: "("), UInt8(ascii: "["): visit(.open)
      case UInt8(ascii: ")"), UInt8(ascii: "]"): visit(.close)
      case UInt8(ascii: "#"): index = endOfLine(index) - 1
      case UInt8(ascii: "\""), UInt8(ascii: "'"):
        let (content, end) = string(at: index)
        visit(.string(content))
        index = end - 1
      default: break
      }
      index += 1
    }
  }

  private func endOfLine(_ start: Int) -> Int { bytes[start...].firstIndex(of: 0x0A) ?? bytes.count }

  /// The content of the string that begins at a quote, and what follows it.
  private func string(at start: Int) -> (content: Range<Int>, end: Int) {
    let quote = bytes[start]
    let isTriple = start + 2 < bytes.count && bytes[start + 1] == quote && bytes[start + 2] == quote
    let width = isTriple ? 3 : 1
    var index = start + width
    while index < bytes.count {
      if bytes[index] == UInt8(ascii: "\\") {
        index += 2
        continue
      }
      if !isTriple && bytes[index] == 0x0A { return (start + width..<index, index) }
      if bytes[index] == quote, index + width <= bytes.count,
        bytes[index..<(index + width)].allSatisfy({ $0 == quote })
      {
        return (start + width..<index, index + width)
      }
      index += 1
    }
    let end = bytes.count
    return (min(start + width, end)..<end, end)
  }
}
