/// A JSON value. Written with sorted keys and indented by two spaces, so that documents can be compared.
enum JSONValue: Sendable, Equatable {
  case object(JSONObject)
  case array([JSONValue])
  case string(String)
  case int(Int)
  case double(Double)
  case bool(Bool)
  case null
}

extension JSONValue {
  /// A path as a string; bytes that are not UTF-8 are written as `\xNN` in the text.
  ///
  /// `JSONObject.setPath` also keeps the true bytes of such a path.
  static func path(_ bytes: [UInt8]) -> JSONValue {
    if let text = String(validating: bytes, as: UTF8.self) { return .string(text) }
    var text = ""
    decode(bytes) { part in
      switch part {
      case .scalar(let scalar): text.unicodeScalars.append(scalar)
      case .stray(let byte): text += hexEscape(byte)
      }
    }
    return .string(text)
  }

  /// The string, or null when there is none.
  static func optional(_ text: String?) -> JSONValue { text.map { .string($0) } ?? .null }

  /// The number, or null when there is none.
  static func optional(_ number: Int?) -> JSONValue { number.map { .int($0) } ?? .null }

  static func strings(_ texts: some Sequence<String>) -> JSONValue { .array(texts.map { .string($0) }) }
}

extension JSONValue: ExpressibleByDictionaryLiteral {
  init(dictionaryLiteral elements: (String, JSONValue)...) {
    var object = JSONObject()
    for (key, value) in elements { object[key] = value }
    self = .object(object)
  }
}

extension JSONValue: ExpressibleByArrayLiteral {
  init(arrayLiteral elements: JSONValue...) { self = .array(elements) }
}

extension JSONValue: ExpressibleByStringInterpolation {
  init(stringLiteral value: String) { self = .string(value) }
}

extension JSONValue: ExpressibleByIntegerLiteral {
  init(integerLiteral value: Int) { self = .int(value) }
}

extension JSONValue: ExpressibleByFloatLiteral {
  init(floatLiteral value: Double) { self = .double(value) }
}

extension JSONValue: ExpressibleByBooleanLiteral {
  init(booleanLiteral value: Bool) { self = .bool(value) }
}

extension JSONValue: ExpressibleByNilLiteral {
  init(nilLiteral: ()) { self = .null }
}
