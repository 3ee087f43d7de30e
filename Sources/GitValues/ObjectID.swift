/// The name of a git object: its SHA-1, 20 bytes.
///
/// Kept as three integers, so that values need no memory of their own and compare and hash quickly.
public struct ObjectID: Hashable, Sendable {
  private let high: UInt64
  private let middle: UInt64
  private let low: UInt32

  /// How many bytes an id has.
  public static let byteCount = 20

  /// The id of all zeros, by which git means "none".
  public static let zero = ObjectID(high: 0, middle: 0, low: 0)

  /// The id of the tree without entries, `4b825dc6…`.
  public static let emptyTree = ObjectID(hex: "4b825dc642cb6eb9a060e54bf8d69288fbee4904")!

  private init(high: UInt64, middle: UInt64, low: UInt32) {
    self.high = high
    self.middle = middle
    self.low = low
  }

  /// Takes 20 bytes out of `bytes`.
  ///
  /// - Parameters:
  ///   - bytes: any collection that holds them.
  ///   - offset: where they begin; `offset + 20` must not pass the end.
  public init(_ bytes: [UInt8], at offset: Int = 0) {
    func word(_ range: Range<Int>) -> UInt64 { range.reduce(0) { $0 << 8 | UInt64(bytes[offset + $1]) } }
    high = word(0..<8)
    middle = word(8..<16)
    low = UInt32(word(16..<20))
  }

  /// Reads 40 hexadecimal digits; nil for anything else.
  public init?(hex: some StringProtocol) {
    guard hex.utf8.count == 2 * ObjectID.byteCount else { return nil }
    var bytes: [UInt8] = []
    var half: UInt8?
    for digit in hex.utf8 {
      guard let value = hexDigit(digit) else { return nil }
      if let first = half {
        bytes.append(first << 4 | value)
        half = nil
      } else {
        half = value
      }
    }
    self.init(bytes)
  }

  /// The 20 bytes, first byte first.
  public var bytes: [UInt8] {
    var result: [UInt8] = []
    result.reserveCapacity(ObjectID.byteCount)
    for shift in stride(from: 56, through: 0, by: -8) {
      result.append(UInt8(truncatingIfNeeded: high >> shift))
    }
    for shift in stride(from: 56, through: 0, by: -8) {
      result.append(UInt8(truncatingIfNeeded: middle >> shift))
    }
    for shift in stride(from: 24, through: 0, by: -8) {
      result.append(UInt8(truncatingIfNeeded: low >> shift))
    }
    return result
  }

  /// 40 lower-case hexadecimal digits.
  public var hex: String {
    let digits = Array("0123456789abcdef".utf8)
    var text: [UInt8] = []
    text.reserveCapacity(2 * ObjectID.byteCount)
    for byte in bytes {
      text.append(digits[Int(byte >> 4)])
      text.append(digits[Int(byte & 15)])
    }
    return String(decoding: text, as: UTF8.self)
  }

  /// The first ten digits, for people.
  public var short: String { String(hex.prefix(10)) }
}

extension ObjectID: Comparable {
  public static func < (a: ObjectID, b: ObjectID) -> Bool {
    (a.high, a.middle, a.low) < (b.high, b.middle, b.low)
  }
}

extension ObjectID: CustomStringConvertible {
  public var description: String { hex }
}

private func hexDigit(_ digit: UInt8) -> UInt8? {
  switch digit {
  case UInt8(ascii: "0")...UInt8(ascii: "9"): digit - UInt8(ascii: "0")
  case UInt8(ascii: "a")...UInt8(ascii: "f"): digit - UInt8(ascii: "a") + 10
  case UInt8(ascii: "A")...UInt8(ascii: "F"): digit - UInt8(ascii: "A") + 10
  default: nil
  }
}
