/// Bytes from a repository as text that does nothing to a terminal but appear on it.
///
/// Control characters could move the cursor or retitle the window, direction marks could show a path
/// as another one, invisible characters could make two names look alike. They are written as `\n`,
/// `\t`, `\xNN` (a byte) or `\u{…}` (a character); so is each byte that is not UTF-8. A backslash is
/// left alone, as this is for reading only.
func escaped(_ bytes: some Collection<UInt8>) -> String {
  var result = ""
  decode(bytes) { part in
    switch part {
    case .scalar(let scalar): appendEscaped(scalar, to: &result)
    case .stray(let byte): result += hexEscape(byte)
    }
  }
  return result
}

/// The same for text that is known to be UTF-8.
func escaped(_ text: String) -> String {
  guard text.unicodeScalars.contains(where: isUnsafe) else { return text }
  var result = ""
  for scalar in text.unicodeScalars { appendEscaped(scalar, to: &result) }
  return result
}

/// A byte as `\xNN`.
func hexEscape(_ byte: UInt8) -> String {
  let digits = String(byte, radix: 16)
  return "\\x" + (digits.utf8.count == 1 ? "0" : "") + digits
}

/// Whether a terminal would do anything but show the character.
func isUnsafe(_ scalar: Unicode.Scalar) -> Bool {
  if scalar.value < 0x7F { return scalar.value < 0x20 }
  switch scalar.value {
  case 0x7F...0x9F, 0x2028, 0x2029: return true
  // Joiners and variation selectors are part of ordinary words and pictures.
  case 0x200C, 0x200D, 0xFE00...0xFE0F: return false
  default: return scalar.properties.isDefaultIgnorableCodePoint || isUnassignedControl(scalar)
  }
}

/// Direction marks and the interlinear anchors, which are not all "default ignorable".
private func isUnassignedControl(_ scalar: Unicode.Scalar) -> Bool {
  switch scalar.value {
  case 0x061C, 0x200E, 0x200F, 0x202A...0x202E, 0x2066...0x2069, 0xFFF9...0xFFFB: true
  default: false
  }
}

private func appendEscaped(_ scalar: Unicode.Scalar, to result: inout String) {
  guard isUnsafe(scalar) else { return result.unicodeScalars.append(scalar) }
  switch scalar {
  case "\n": result += "\\n"
  case "\t": result += "\\t"
  case _ where scalar.isASCII: result += hexEscape(UInt8(scalar.value))
  default: result += "\\u{" + String(scalar.value, radix: 16) + "}"
  }
}
