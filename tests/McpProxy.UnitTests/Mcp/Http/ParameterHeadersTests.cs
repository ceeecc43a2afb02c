using System.Text;
using McpProxy.Mcp.Http;
using McpProxy.Testing.Mcp;
using Microsoft.AspNetCore.Http;

namespace McpProxy.UnitTests.Mcp.Http;

public sealed class ParameterHeadersTests
{
    [Theory]
    [InlineData("{}", "", true)]
    [InlineData("", "", true)]
    [InlineData("""{"region":"eu"}""", "Region=eu", true)]
    [InlineData("""{"region":"eu"}""", "", false)]
    [InlineData("""{"region":"eu"}""", "Region=na", false)]
    [InlineData("""{"region":"eu"}""", "Region=EU", false)]
    [InlineData("""{"region":"\u00e9"}""", "Region==?base64?w6k=?=", true)]
    [InlineData("""{"region":"é"}""", "Region==?base64?w6k=?=", true)]
    [InlineData("""{"region":"é"}""", "Region==?base64?w6k?=", false)]
    [InlineData("""{"region":"é"}""", "Region=é", false)]
    [InlineData("""{"region":null}""", "", true)]
    [InlineData("""{"region":null}""", "Region=null", false)]
    [InlineData("{}", "Region=eu", false)]
    [InlineData("""{"region":["eu"]}""", "Region=eu", false)]
    [InlineData("""{"region":["eu"]}""", "", false)]
    [InlineData("""{"other":"eu"}""", "Region=eu", false)]
    [InlineData("""{"other":{"region":"eu"}}""", "", true)]
    [InlineData("""{"count":42}""", "Count=42", true)]
    [InlineData("""{"count":42}""", "Count=42.0", true)]
    [InlineData("""{"count":42.0}""", "Count=42", true)]
    [InlineData("""{"count":4.2e1}""", "Count=42", true)]
    [InlineData("""{"count":42}""", "Count=43", false)]
    [InlineData("""{"count":42}""", "Count=forty-two", false)]
    [InlineData("""{"count":42}""", "Count=4 2", false)]
    [InlineData("""{"count":-7}""", "Count=-7", true)]
    [InlineData("""{"count":9007199254740991}""", "Count=9007199254740991", true)]
    [InlineData("""{"count":9007199254740992}""", "Count=9007199254740992", false)]
    [InlineData("""{"count":1e400}""", "Count=1e400", false)]
    [InlineData("""{"flag":true}""", "Flag=true", true)]
    [InlineData("""{"flag":true}""", "Flag=True", false)]
    [InlineData("""{"flag":false}""", "Flag=false", true)]
    [InlineData("""{"nested":{"tenant":"t"}}""", "Tenant=t", true)]
    [InlineData("""{"nested":{"tenant":"t"}}""", "", false)]
    [InlineData("""{"nested":"t"}""", "", true)]
    [InlineData("""{"region":"eu","count":1,"flag":true,"nested":{"tenant":"t"}}""", "Region=eu;Count=1;Flag=true;Tenant=t", true)]
    [InlineData("""{"region":"eu"}""", "Region=eu;Unknown=x", true)]
    public void Check_HeadersAndArguments_MustSayTheSame(string arguments, string headers, bool expected)
    {
        var request = new HeaderDictionary();
        foreach (var header in headers.Split(';', StringSplitOptions.RemoveEmptyEntries))
        {
            var (name, value) = (header[..header.IndexOf('=', StringComparison.Ordinal)], header[(header.IndexOf('=', StringComparison.Ordinal) + 1)..]);
            request["mcp-param-" + name] = value;
        }

        Assert.Equal(expected, Check(arguments, request) is null);
    }

    [Fact]
    public void Check_ArgumentBehindADeepOne_IsFound()
    {
        var deep = $$"""{"other":{{new string('[', 500)}}{{new string(']', 500)}},"region":"eu"}""";

        Assert.Null(Check(deep, new HeaderDictionary { ["Mcp-Param-Region"] = "eu" }));
    }

    [Fact]
    public void Check_HeaderTwice_IsRefused() =>
        Assert.NotNull(Check("""{"region":"eu"}""", new HeaderDictionary { ["Mcp-Param-Region"] = new(["eu", "eu"]) }));

    private static string? Check(string arguments, HeaderDictionary headers) =>
        ParameterHeaders.Check(SomeMcp.Snapshot().Catalog.All.Find("annotated")!.McpHeaders, Encoding.UTF8.GetBytes(arguments), headers);
}
