/// The members of a JSON object, always in the order of their keys' bytes.
///
/// Keys are compared by bytes, not as Swift compares text: two branches whose names differ only in how
/// an accent is composed are two members.
struct JSONObject: Sendable {
  private(set) var members: [(key: String, value: JSONValue)] = []

  init() {}

  /// - Parameter members: in any order.
  /// - Returns: nil where a key is there twice.
  init?(_ members: [(key: String, value: JSONValue)]) {
    self.members = members.sorted { $0.key.utf8.lexicographicallyPrecedes($1.key.utf8) }
    for (first, second) in zip(self.members, self.members.dropFirst()) where first.key.isExactly(second.key) {
      return nil
    }
  }

  /// The value of `key`; nil takes the member away.
  subscript(key: String) -> JSONValue? {
    get {
      let place = position(of: key)
      // A plain nil would be the value null.
      return place.isPresent ? members[place.index].value : Optional.none
    }
    set {
      let place = position(of: key)
      switch (place.isPresent, newValue) {
      case (true, .some(let value)): members[place.index].value = value
      case (true, .none): members.remove(at: place.index)
      case (false, .some(let value)): members.insert((key, value), at: place.index)
      case (false, .none): break
      }
    }
  }

  /// Sets a path or a name that need not be UTF-8.
  ///
  /// The text has `\xNN` for bytes that are not UTF-8; only then the true bytes stand beside it in
  /// base64, under the key with `Bytes` behind it.
  mutating func setPath(_ bytes: [UInt8], key: String = "path") {
    self[key] = .path(bytes)
    self[key + "Bytes"] = isUTF8(bytes) ? nil : .string(base64(bytes))
  }

  /// Sets a text that need not be UTF-8, such as lines of a file, in the same way.
  mutating func setText(_ bytes: [UInt8], key: String = "text") { setPath(bytes, key: key) }

  /// Where `key` stands or belongs.
  private func position(of key: String) -> (index: Int, isPresent: Bool) {
    var low = 0
    var high = members.count
    while low < high {
      let middle = (low + high) / 2
      if members[middle].key.utf8.lexicographicallyPrecedes(key.utf8) {
        low = middle + 1
      } else {
        high = middle
      }
    }
    return (low, low < members.count && members[low].key.utf8.elementsEqual(key.utf8))
  }
}

extension JSONObject: Equatable {
  static func == (a: JSONObject, b: JSONObject) -> Bool {
    a.members.elementsEqual(b.members) { $0.key.utf8.elementsEqual($1.key.utf8) && $0.value == $1.value }
  }
}

extension JSONObject: ExpressibleByDictionaryLiteral {
  init(dictionaryLiteral elements: (String, JSONValue)...) {
    for (key, value) in elements { self[key] = value }
  }
}
