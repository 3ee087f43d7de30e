/// The words after the program's name.
enum ProcessArguments {
  /// Reads the words of this process; those that are not UTF-8 as `String(argument:)` has them.
  static func current() -> [String] {
    var words: [[UInt8]] = []
    for index in 1..<max(1, Int(CommandLine.argc)) {
      guard let word = CommandLine.unsafeArgv[index] else { break }
      words.append(String.bytes(ofCString: word))
    }
    return words.map { String(argument: $0) }
  }

  /// The words as text. `CommandLine.arguments` would repair what is not UTF-8, and name another branch.
  static func texts(_ words: [[UInt8]]) throws(UsageError) -> [String] {
    let texts = words.map { String(argument: $0) }
    try refuseBytes(in: texts)
    return texts
  }

  /// Refuses words that are not UTF-8, for commands that have no use for them.
  static func refuseBytes(in words: [String]) throws(UsageError) {
    for word in words {
      let bytes = word.argumentBytes
      guard !isUTF8(bytes) else { continue }
      throw UsageError(
        "the argument '\(escaped(bytes))' is not UTF-8",
        hint: "a branch with such a name can be given by a glob, for instance 'lane/*'")
    }
  }
}

// An argument can be a path, which is bytes. Where they are not UTF-8, each byte that belongs to no character becomes
// a character of a private plane, so that the argument can be cut and compared as any text and its bytes come back.
extension String {
  /// Stands for the byte 0; the others follow.
  private static let firstByteScalar: UInt32 = 0x10_FE00

  /// An argument as text, from which `argumentBytes` gives the bytes back.
  init(argument bytes: [UInt8]) {
    self = ""
    decode(bytes) { part in
      switch part {
      case .stray(let byte): append(byte)
      case .scalar(let scalar):
        // A character that stands for a byte is taken apart itself: so no two arguments become one text.
        if scalar.byteItStandsFor == nil {
          unicodeScalars.append(scalar)
        } else {
          for byte in String(scalar).utf8 { append(byte) }
        }
      }
    }
  }

  private mutating func append(_ byte: UInt8) {
    if let scalar = Unicode.Scalar(String.firstByteScalar + UInt32(byte)) { unicodeScalars.append(scalar) }
  }

  /// The bytes that the argument had.
  var argumentBytes: [UInt8] {
    var bytes: [UInt8] = []
    for scalar in unicodeScalars {
      if let byte = scalar.byteItStandsFor { bytes.append(byte) } else { bytes += String(scalar).utf8 }
    }
    return bytes
  }

  fileprivate static func byte(of scalar: Unicode.Scalar) -> UInt8? {
    guard scalar.value >= firstByteScalar, scalar.value < firstByteScalar + 256 else { return nil }
    return UInt8(scalar.value - firstByteScalar)
  }
}

extension Unicode.Scalar {
  fileprivate var byteItStandsFor: UInt8? { String.byte(of: self) }
}

extension String {
  /// The bytes before the end mark of a C string.
  fileprivate static func bytes(ofCString start: UnsafePointer<CChar>) -> [UInt8] {
    var bytes: [UInt8] = []
    var next = start
    while next.pointee != 0 {
      bytes.append(UInt8(bitPattern: next.pointee))
      next += 1
    }
    return bytes
  }
}
