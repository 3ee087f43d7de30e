/// A date written as digits: a day (8), a minute (12), a second (14) or a millisecond (17).
struct CalendarDigits {
  private var fields: [Int]

  private static let widths = [4, 2, 2, 2, 2, 2, 3]

  /// - Returns: nil if the digits are no date of the years 1900 to 2199.
  init?(_ digits: [UInt8]) {
    guard [8, 12, 14, 17].contains(digits.count) else { return nil }
    var fields: [Int] = []
    var rest = digits[...]
    for width in CalendarDigits.widths where !rest.isEmpty {
      fields.append(rest.prefix(width).reduce(0) { $0 * 10 + Int($1 - 0x30) })
      rest = rest.dropFirst(width)
    }
    self.fields = fields
    guard (1900..<2200).contains(fields[0]), fields.indices.allSatisfy({ fields[$0] <= greatest($0) }),
      fields[1] > 0, fields[2] > 0
    else { return nil }
  }

  /// One unit of its last field later, with carry.
  var next: [UInt8] {
    var date = self
    for index in fields.indices.reversed() {
      if date.fields[index] < date.greatest(index) || index == 0 {
        date.fields[index] += 1
        break
      }
      date.fields[index] = index == 1 || index == 2 ? 1 : 0
    }
    var digits: [UInt8] = []
    for (field, width) in zip(date.fields, CalendarDigits.widths) {
      let text = Array(String(field).utf8)
      digits += Array(repeating: 0x30, count: max(0, width - text.count)) + text
    }
    return digits
  }

  private func greatest(_ index: Int) -> Int {
    switch index {
    case 0: 9999
    case 1: 12
    case 2: daysInMonth
    case 3: 23
    case 6: 999
    default: 59
    }
  }

  private var daysInMonth: Int {
    let year = fields[0]
    switch fields[1] {
    case 2: return year % 4 == 0 && (year % 100 != 0 || year % 400 == 0) ? 29 : 28
    case 4, 6, 9, 11: return 30
    default: return 31
    }
  }
}
