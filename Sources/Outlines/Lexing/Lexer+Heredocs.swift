/// Texts that begin on the line after the one that announces them.
extension Lexer {
  /// Shell: `<<EOF`, `<<-EOF`, `<<'EOF'`; not `<<<` and not a shift inside `((…))`.
  mutating func shellHeredoc() -> Bool {
    guard peek() == UInt8(ascii: "<"), peek(2) != UInt8(ascii: "<"),
      at == 0 || bytes[at - 1] != UInt8(ascii: "<")
    else {
      if peek() == UInt8(ascii: "<"), peek(2) == UInt8(ascii: "<") { return operatorToken(3) }
      return false
    }
    var place = at + 2
    let isIndented = place < bytes.count && bytes[place] == UInt8(ascii: "-")
    if isIndented { place += 1 }
    while place < bytes.count, bytes[place] == 0x20 || bytes[place] == 0x09 { place += 1 }
    guard place < bytes.count, !bytes[place].isDigit else { return false }
    if bytes[place] == UInt8(ascii: "\\") { place += 1 }
    return heredoc(nameAt: place, isIndented: isIndented, onlyUpperCase: false)
  }

  /// Ruby: `<<~EOF`, `<<-EOF`, `<<EOF`; a bare one only in capitals and where it cannot be an operator.
  mutating func rubyHeredoc() -> Bool {
    guard peek() == UInt8(ascii: "<") else { return false }
    let mark = peek(2)
    let isMarked = mark == UInt8(ascii: "~") || mark == UInt8(ascii: "-")
    if !isMarked {
      guard at > 0, bytes[at - 1].isBlank || "(=,".utf8.contains(bytes[at - 1]) else { return false }
    }
    return heredoc(nameAt: at + (isMarked ? 3 : 2), isIndented: true, onlyUpperCase: !isMarked)
  }

  /// PHP: `<<<EOT`, `<<<'EOT'`.
  mutating func phpHeredoc() -> Bool {
    guard peek() == UInt8(ascii: "<"), peek(2) == UInt8(ascii: "<") else { return false }
    var place = at + 3
    while place < bytes.count, bytes[place] == 0x20 { place += 1 }
    return heredoc(nameAt: place, isIndented: true, onlyUpperCase: false)
  }

  private mutating func operatorToken(_ length: Int) -> Bool {
    for _ in 0..<length { punctuation(bytes[at]) }
    return true
  }

  private mutating func heredoc(nameAt place: Int, isIndented: Bool, onlyUpperCase: Bool) -> Bool {
    var place = place
    guard place < bytes.count else { return false }
    var quote: UInt8?
    if "'\"`".utf8.contains(bytes[place]) {
      quote = bytes[place]
      place += 1
    }
    var end = place
    while end < bytes.count, bytes[end] != 0x0A, quote == nil ? isWordByte(bytes[end]) : bytes[end] != quote {
      end += 1
    }
    guard end > place, quote == nil || end < bytes.count && bytes[end] == quote else { return false }
    if quote == nil {
      guard bytes[place].isLetter else { return false }
      if onlyUpperCase, bytes[place] >= 0x61 && bytes[place] <= 0x7A { return false }
    }
    heredocs.append(Heredoc(terminator: Array(bytes[place..<end]), isIndented: isIndented))
    let start = at
    at = end + (quote == nil ? 0 : 1)
    add(.string, from: start, line: line)
    return true
  }

  private func isWordByte(_ byte: UInt8) -> Bool { byte.isLetter || byte.isDigit }

  /// From the start of a line to the line that is the terminator.
  mutating func heredocBody(_ heredoc: Heredoc) {
    let (start, startLine) = (at, line)
    while at < bytes.count {
      let lineEnd = bytes[at...].firstIndex(of: 0x0A) ?? bytes.count
      let text = heredoc.isIndented ? bytes[at..<lineEnd].drop { $0.isBlank } : bytes[at..<lineEnd]
      if text.starts(with: heredoc.terminator), endsHeredoc(text.dropFirst(heredoc.terminator.count)) {
        // Behind the terminator the code goes on: `EOT;` or `EOT)`.
        at = text.startIndex + heredoc.terminator.count
        add(.string, from: start, line: startLine)
        return
      }
      at = min(lineEnd + 1, bytes.count)
      if lineEnd < bytes.count { line += 1 }
    }
    oddities += 1
    if at > start { add(.string, from: start, line: startLine) }
  }

  private func endsHeredoc(_ rest: ArraySlice<UInt8>) -> Bool {
    let isPHP = table.features.contains(.phpHeredocs)
    guard let byte = rest.first else { return true }
    if isPHP { return !isWordByte(byte) }
    // A shell lets its own heredocs inside `$(…)` end in `EOF)`.
    return rest.allSatisfy { $0.isBlank }
  }
}
