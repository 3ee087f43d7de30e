/// The words after the program's name.
enum ProcessArguments {
  /// Reads the words of this process.
  static func current() throws(UsageError) -> [String] {
    var words: [[UInt8]] = []
    for index in 1..<max(1, Int(CommandLine.argc)) {
      guard let word = CommandLine.unsafeArgv[index] else { break }
      words.append(String.bytes(ofCString: word))
    }
    return try texts(words)
  }

  /// The words as text. `CommandLine.arguments` would repair what is not UTF-8, and name another branch.
  static func texts(_ words: [[UInt8]]) throws(UsageError) -> [String] {
    var texts: [String] = []
    for word in words {
      guard let text = String(validating: word, as: UTF8.self) else {
        throw UsageError(
          "the argument '\(escaped(word))' is not UTF-8",
          hint: "a branch with such a name can be given by a glob, for instance 'lane/*'")
      }
      texts.append(text)
    }
    return texts
  }
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
