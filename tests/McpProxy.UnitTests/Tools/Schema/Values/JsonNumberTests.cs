using System.Globalization;
using System.Numerics;
using System.Text;
using McpProxy.Tools.Schema.Values;

namespace McpProxy.UnitTests.Tools.Schema.Values;

/// <summary>Numbers against big integers: every random number is a multiple of 10^-40, so scaling makes it exact.</summary>
public sealed class JsonNumberTests
{
    private const int Scale = 40;

    [Theory]
    [InlineData("1", true)]
    [InlineData("-0", true)]
    [InlineData("0.0", true)]
    [InlineData("1.0", true)]
    [InlineData("1.50e1", true)]
    [InlineData("100e-2", true)]
    [InlineData("12345678901234567890123", true)]
    [InlineData("1.5", false)]
    [InlineData("1e-1", false)]
    [InlineData("101e-2", false)]
    [InlineData("0.001", false)]
    public void IsIntegerText_Number_IsJudgedByValue(string number, bool expected) =>
        Assert.Equal(expected, JsonNumber.IsIntegerText(Encoding.UTF8.GetBytes(number)));

    [Theory]
    [InlineData("2.0", 2)]
    [InlineData("12e2", 1200)]
    [InlineData("-0", 0)]
    [InlineData("999999999999999999", 999_999_999_999_999_999)]
    [InlineData("1e18", long.MaxValue)]
    [InlineData("1e400", long.MaxValue)]
    public void TryGetCount_Count_IsRead(string number, long expected)
    {
        Assert.True(JsonNumber.Parse(Encoding.UTF8.GetBytes(number)).TryGetCount(out var count));
        Assert.Equal(expected, count);
    }

    [Theory]
    [InlineData("-1")]
    [InlineData("0.5")]
    [InlineData("-1e400")]
    public void TryGetCount_NoCount_IsRefused(string number) =>
        Assert.False(JsonNumber.Parse(Encoding.UTF8.GetBytes(number)).TryGetCount(out _));

    [Fact]
    public void CompareTo_RandomNumbers_OrdersLikeBigIntegers()
    {
        var random = new Random(11);
        for (var i = 0; i < 20_000; i++)
        {
            var (a, b) = (RandomNumber(random), RandomNumber(random));
            var compared = JsonNumber.Parse(Encoding.UTF8.GetBytes(a)).CompareTo(JsonNumber.Parse(Encoding.UTF8.GetBytes(b)));
            Assert.True(Scaled(a).CompareTo(Scaled(b)) == Math.Sign(compared), $"{a} ? {b}");
        }
    }

    [Fact]
    public void Divides_RandomNumbers_AgreesWithBigIntegers()
    {
        var random = new Random(12);
        var verdicts = new int[2];
        for (var i = 0; i < 20_000; i++)
        {
            var (number, divisor) = (RandomNumber(random), RandomNumber(random).TrimStart('-'));
            if (Scaled(divisor).IsZero)
            {
                continue;
            }

            var expected = (Scaled(number) % Scaled(divisor)).IsZero;
            var divides = new NumberDivisor(Encoding.UTF8.GetBytes(divisor)).Divides(Encoding.UTF8.GetBytes(number));
            Assert.True(expected == divides, $"{number} / {divisor}");
            verdicts[expected ? 1 : 0]++;
        }

        Assert.All(verdicts, count => Assert.True(count > 1000));
    }

    private static string RandomNumber(Random random)
    {
        var number = new StringBuilder(random.Next(2) == 0 ? "-" : "");
        number.Append(random.Next(4) == 0 ? "0" : Digits(random, random.Next(5) == 0 ? 25 : 3).TrimStart('0') + "1");
        if (random.Next(2) == 0)
        {
            number.Append('.').Append(Digits(random, 4)).Append('0', random.Next(2)).Append(random.Next(10));
        }

        if (random.Next(3) == 0)
        {
            number.Append(random.Next(2) == 0 ? "e" : "E").Append(random.Next(2) == 0 ? "+" : "").Append(random.Next(12));
        }
        else if (random.Next(3) == 0)
        {
            number.Append("e-").Append(random.Next(12));
        }

        return number.ToString();
    }

    private static string Digits(Random random, int most) =>
        string.Concat(Enumerable.Range(0, random.Next(most)).Select(_ => random.Next(2) == 0 ? 0 : random.Next(10)));

    private static BigInteger Scaled(string number)
    {
        var parts = number.Split('e', 'E');
        var exponent = parts.Length > 1 ? int.Parse(parts[1], CultureInfo.InvariantCulture) : 0;
        var point = parts[0].IndexOf('.', StringComparison.Ordinal);
        var fractionDigits = point < 0 ? 0 : parts[0].Length - point - 1;
        var digits = BigInteger.Parse(parts[0].Replace(".", "", StringComparison.Ordinal), CultureInfo.InvariantCulture);
        return digits * BigInteger.Pow(10, Scale + exponent - fractionDigits);
    }
}
