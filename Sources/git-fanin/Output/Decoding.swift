/// A part of a byte string that should be UTF-8.
enum DecodedPart {
  case scalar(Unicode.Scalar)
  /// A byte that belongs to no character.
  case stray(UInt8)
}

/// Hands over the characters of `bytes` and, one by one, the bytes that are not UTF-8.
func decode(_ bytes: some Collection<UInt8>, _ body: (DecodedPart) -> Void) {
  var parser = Unicode.UTF8.ForwardParser()
  var iterator = bytes.makeIterator()
  // The parser reads ahead of what it reports, so the place is counted here.
  var position = bytes.startIndex
  while true {
    switch parser.parseScalar(from: &iterator) {
    case .valid(let encoded):
      body(.scalar(Unicode.UTF8.decode(encoded)))
      bytes.formIndex(&position, offsetBy: encoded.count)
    case .error(let length):
      for _ in 0..<length {
        body(.stray(bytes[position]))
        bytes.formIndex(after: &position)
      }
    case .emptyInput:
      return
    }
  }
}

/// Whether the bytes are UTF-8 throughout.
func isUTF8(_ bytes: some Collection<UInt8>) -> Bool {
  String(validating: bytes, as: Unicode.UTF8.self) != nil
}
