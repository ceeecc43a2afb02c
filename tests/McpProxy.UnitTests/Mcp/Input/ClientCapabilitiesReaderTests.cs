using System.Text;
using System.Text.Json;
using McpProxy.Mcp.Input;
using McpProxy.Mcp.Wire;

namespace McpProxy.UnitTests.Mcp.Input;

public sealed class ClientCapabilitiesReaderTests
{
    [Theory]
    [InlineData("{}", "None")]
    [InlineData("""{"roots":{"listChanged":true}}""", "Roots")]
    [InlineData("""{"sampling":{}}""", "Sampling")]
    [InlineData("""{"sampling":{"tools":{}}}""", "Sampling, SamplingTools")]
    [InlineData("""{"sampling":{"context":{},"tools":{}}}""", "Sampling, SamplingTools, SamplingContext")]
    [InlineData("""{"elicitation":{}}""", "Elicitation")]
    [InlineData("""{"elicitation":{"form":{}}}""", "Elicitation")]
    [InlineData("""{"elicitation":{"url":{}}}""", "ElicitationUrl")]
    [InlineData("""{"elicitation":{"form":{},"url":{}}}""", "Elicitation, ElicitationUrl")]
    [InlineData("""{"experimental":{"sampling":{}},"extensions":{"roots":{}},"roots":{}}""", "Roots")]
    [InlineData("""{"roots":null,"sampling":true,"elicitation":"form"}""", "None")]
    public void Read_Object_FindsWhatClientCanBeAsked(string json, string expected) =>
        Assert.Equal(Enum.Parse<ClientCapabilities>(expected), ClientCapabilitiesReader.Read(new JsonSlice(Encoding.UTF8.GetBytes(json), JsonTokenType.StartObject)));

    [Fact]
    public void Read_Missing_DeclaresNothing() => Assert.Equal(ClientCapabilities.None, ClientCapabilitiesReader.Read(default));
}
