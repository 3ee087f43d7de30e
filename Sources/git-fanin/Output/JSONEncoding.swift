/// Writes JSON (RFC 8259) as UTF-8.
struct JSONEncoding {
  private(set) var bytes: [UInt8] = []

  /// The document with a newline at its end.
  static func document(_ value: JSONValue) -> [UInt8] {
    var encoding = JSONEncoding()
    encoding.write(value, depth: 0)
    encoding.write("\n")
    return encoding.bytes
  }

  private mutating func write(_ text: String) { bytes.append(contentsOf: text.utf8) }

  private mutating func write(_ value: JSONValue, depth: Int) {
    switch value {
    case .object(let object): write(object, depth: depth)
    case .array(let elements):
      writeList(elements, "[", "]", depth: depth) { $0.write($1, depth: depth + 1) }
    case .string(let text): writeString(text)
    case .int(let number): write(String(number))
    // JSON has no words for infinity and for what is not a number.
    case .double(let number): write(number.isFinite ? number.description : "null")
    case .bool(let flag): write(flag ? "true" : "false")
    case .null: write("null")
    }
  }

  private mutating func write(_ object: JSONObject, depth: Int) {
    writeList(object.members, "{", "}", depth: depth) { encoding, member in
      encoding.writeString(member.key)
      encoding.write(": ")
      encoding.write(member.value, depth: depth + 1)
    }
  }

  private mutating func writeList<Element>(
    _ elements: [Element], _ open: String, _ close: String, depth: Int,
    _ writeElement: (inout JSONEncoding, Element) -> Void
  ) {
    write(open)
    for (index, element) in elements.enumerated() {
      write(index == 0 ? "\n" : ",\n")
      indent(depth + 1)
      writeElement(&self, element)
    }
    if !elements.isEmpty {
      write("\n")
      indent(depth)
    }
    write(close)
  }

  private mutating func indent(_ depth: Int) {
    bytes.append(contentsOf: repeatElement(UInt8(ascii: " "), count: 2 * depth))
  }

  private mutating func writeString(_ text: String) {
    write("\"")
    if text.unicodeScalars.contains(where: Self.needsEscape) {
      for scalar in text.unicodeScalars { writeScalar(scalar) }
    } else {
      write(text)
    }
    write("\"")
  }

  /// More than RFC 8259 demands: whatever a terminal would act upon, as documents are read there too.
  private static func needsEscape(_ scalar: Unicode.Scalar) -> Bool {
    scalar == "\"" || scalar == "\\" || isUnsafe(scalar)
  }

  private mutating func writeScalar(_ scalar: Unicode.Scalar) {
    switch scalar {
    case "\"": write("\\\"")
    case "\\": write("\\\\")
    case "\u{8}": write("\\b")
    case "\u{C}": write("\\f")
    case "\n": write("\\n")
    case "\r": write("\\r")
    case "\t": write("\\t")
    case _ where isUnsafe(scalar):
      for unit in UTF16.encode(scalar) ?? .init() { writeUnit(unit) }
    default: bytes.append(contentsOf: UTF8.encode(scalar) ?? .init())
    }
  }

  private mutating func writeUnit(_ unit: UInt16) {
    let digits = String(unit, radix: 16)
    write("\\u" + String(repeating: "0", count: 4 - digits.utf8.count) + digits)
  }
}
