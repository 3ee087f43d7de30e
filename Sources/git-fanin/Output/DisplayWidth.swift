/// How many columns of a terminal the text takes.
///
/// Correct for what names and messages hold: combining marks take none, East Asian wide characters and
/// pictures two, all others one. Terminals disagree about the rest.
func displayWidth(_ text: String) -> Int {
  if text.utf8.allSatisfy({ $0 < 0x80 }) { return text.utf8.count }
  return text.reduce(0) { $0 + displayWidth($1) }
}

/// How many columns one character takes.
func displayWidth(_ character: Character) -> Int {
  let scalars = character.unicodeScalars
  // A digit or a sign followed by the picture selector is drawn as a picture.
  if scalars.count > 1, scalars.contains("\u{FE0F}") { return 2 }
  return scalars.reduce(0) { max($0, displayWidth($1)) }
}

/// The text with spaces behind it up to `width` columns.
func padded(_ text: String, to width: Int) -> String {
  text + String(repeating: " ", count: max(0, width - displayWidth(text)))
}

/// The text with spaces before it up to `width` columns.
func paddedLeft(_ text: String, to width: Int) -> String {
  String(repeating: " ", count: max(0, width - displayWidth(text))) + text
}

/// The text in at most `width` columns: what does not fit is left out in the middle, where `…` stands.
///
/// Branch names and paths differ at their ends more often than in the middle.
func truncated(_ text: String, to width: Int) -> String {
  guard displayWidth(text) > width else { return text }
  guard width > 1 else { return width == 1 ? "…" : "" }
  let tailWidth = (width - 1) / 2
  let head = fitting(text, width - 1 - tailWidth)
  let tail = String(fitting(String(text.reversed()), tailWidth).reversed())
  return head + "…" + tail
}

/// As many characters from the start as fit.
private func fitting(_ text: String, _ width: Int) -> String {
  var used = 0
  return String(
    text.prefix { character in
      used += displayWidth(character)
      return used <= width
    })
}

private func displayWidth(_ scalar: Unicode.Scalar) -> Int {
  if scalar.value < 0x300 { return 1 }
  switch scalar.properties.generalCategory {
  case .nonspacingMark, .enclosingMark, .format: return 0
  default: return isWide(scalar) || scalar.properties.isEmojiPresentation ? 2 : 1
  }
}

/// Whether East_Asian_Width is Wide or Fullwidth, by blocks (Unicode Standard Annex 11).
private func isWide(_ scalar: Unicode.Scalar) -> Bool {
  switch scalar.value {
  case 0x1100...0x115F, 0x2E80...0x303E, 0x3041...0x4DBF, 0x4E00...0xA4CF, 0xA960...0xA97C,
    0xAC00...0xD7A3, 0xF900...0xFAFF, 0xFE30...0xFE6F, 0xFF01...0xFF60, 0xFFE0...0xFFE6,
    0x17000...0x18CFF, 0x1B000...0x1B2FF, 0x1F200...0x1F265, 0x20000...0x3FFFD:
    true
  default: false
  }
}
