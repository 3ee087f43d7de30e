/// The bytes in base64 (RFC 4648, section 4), with padding.
func base64(_ bytes: [UInt8]) -> String {
  let alphabet = Array("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/".utf8)
  var result: [UInt8] = []
  result.reserveCapacity((bytes.count + 2) / 3 * 4)
  for start in stride(from: 0, to: bytes.count, by: 3) {
    let group = bytes[start..<min(start + 3, bytes.count)]
    var bits = group.reduce(UInt32(0)) { $0 << 8 | UInt32($1) }
    bits <<= UInt32(8 * (3 - group.count))
    for index in 0..<4 {
      let digit = Int(bits >> UInt32(18 - 6 * index) & 0x3F)
      result.append(index <= group.count ? alphabet[digit] : UInt8(ascii: "="))
    }
  }
  return String(decoding: result, as: UTF8.self)
}
