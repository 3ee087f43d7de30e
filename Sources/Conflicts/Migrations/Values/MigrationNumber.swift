/// The number of a migration: any count of digits, in parts where a scheme has versions such as `1.10`.
///
/// Numbers may have thirty digits, so they are kept as digits and never become integers.
struct MigrationNumber: Hashable, Comparable, Sendable {
  /// Each part without leading zeros; zero is empty. Trailing parts of zero are left out: 1 is 1.0.
  let parts: [[UInt8]]

  /// - Parameter text: digits with anything between them; only `.` and `_` begin a new part.
  init(_ text: some Collection<UInt8>) {
    var parts: [[UInt8]] = [[]]
    for byte in text {
      if byte.isDigit {
        if !(parts[parts.count - 1].isEmpty && byte == 0x30) { parts[parts.count - 1].append(byte) }
      } else if byte == UInt8(ascii: ".") || byte == UInt8(ascii: "_") {
        parts.append([])
      }
    }
    while parts.count > 1, parts.last?.isEmpty == true { parts.removeLast() }
    self.parts = parts
  }

  init(parts: [[UInt8]]) { self.parts = parts }

  /// Whether it stands for a moment rather than a place in a series: no project has ten million migrations.
  var isTimestamp: Bool { parts.count == 1 && parts[0].count >= 8 }

  static func < (a: MigrationNumber, b: MigrationNumber) -> Bool {
    for (x, y) in zip(a.parts, b.parts) where x != y {
      return x.count != y.count ? x.count < y.count : x.lexicographicallyPrecedes(y)
    }
    return a.parts.count < b.parts.count
  }

  /// The least number after this one: the last part plus one, for a date the next day, minute or second.
  var next: MigrationNumber {
    var parts = parts
    let last = parts.removeLast()
    let date = parts.isEmpty ? CalendarDigits(last)?.next : nil
    return MigrationNumber(parts: parts + [date ?? MigrationNumber.increment(last)])
  }

  private static func increment(_ digits: [UInt8]) -> [UInt8] {
    var digits = digits
    for index in digits.indices.reversed() {
      if digits[index] < 0x39 {
        digits[index] += 1
        return digits
      }
      digits[index] = 0x30
    }
    return [0x31] + digits
  }

  /// The number written in the form of another one: same width, same separators.
  ///
  /// - Parameter model: digits, possibly with separators, such as `0008` or `2023-12-25-034523`.
  func written(like model: some BidirectionalCollection<UInt8>) -> [UInt8] {
    guard parts.count == 1 else {
      let separator: UInt8 = model.contains(UInt8(ascii: ".")) ? UInt8(ascii: ".") : UInt8(ascii: "_")
      return Array(parts.map { $0.isEmpty ? [0x30] : $0 }.joined(separator: [separator]))
    }
    var rest = parts[0]
    var result: [UInt8] = []
    for byte in model.reversed() {
      result.append(byte.isDigit ? rest.popLast() ?? 0x30 : byte)
    }
    return rest + result.reversed()
  }
}
