using System.Text;
using McpProxy.Mcp.Surface;
using McpProxy.Mcp.Wire;

namespace McpProxy.UnitTests.Mcp.Surface;

public sealed class WrappedSchemaWriterTests
{
    [Theory]
    [InlineData("""{"type":"array"}""", """{"type":"array"}""")]
    [InlineData("true", "true")]
    [InlineData("""{"$ref":"#"}""", """{"$ref":"#/properties/result"}""")]
    [InlineData("""{"items":{"$ref":"#/$defs/a"},"$defs":{"a":{"$dynamicRef":"#/$defs/b"}}}""", """{"items":{"$ref":"#/properties/result/$defs/a"},"$defs":{"a":{"$dynamicRef":"#/properties/result/$defs/b"}}}""")]
    [InlineData("""{"anyOf":[{"$ref":"#/x"},{"type":"string"}]}""", """{"anyOf":[{"$ref":"#/properties/result/x"},{"type":"string"}]}""")]
    [InlineData("""{"$ref":"#anchor"}""", """{"$ref":"#anchor"}""")]
    [InlineData("""{"$ref":"https://example.com/s#/a"}""", """{"$ref":"https://example.com/s#/a"}""")]
    [InlineData("""{"$id":"https://example.com/s","items":{"$ref":"#/a"}}""", """{"$id":"https://example.com/s","items":{"$ref":"#/a"}}""")]
    [InlineData("""{"const":{"$ref":"#/a"},"enum":[{"$ref":"#/a"}],"default":{"$ref":"#/a"}}""", """{"const":{"$ref":"#/a"},"enum":[{"$ref":"#/a"}],"default":{"$ref":"#/a"}}""")]
    [InlineData("""{"properties":{"default":{"$ref":"#/a"},"$ref":{"type":"string"}}}""", """{"properties":{"default":{"$ref":"#/properties/result/a"},"$ref":{"type":"string"}}}""")]
    [InlineData("""{"maximum":1.50,"title":"\u00e9"}""", """{"maximum":1.50,"title":"\u00e9"}""")]
    public void Write_Schema_BecomesTheResultOfAnObject(string schema, string expected)
    {
        var wrapped = Encoding.UTF8.GetString(JsonBytes.Write(writer => WrappedSchemaWriter.Write(writer, Encoding.UTF8.GetBytes(schema))));

        Assert.Equal("{\"type\":\"object\",\"properties\":{\"result\":" + expected + "},\"required\":[\"result\"]}", wrapped);
    }
}
