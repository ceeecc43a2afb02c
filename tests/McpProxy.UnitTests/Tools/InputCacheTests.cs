using System.Text.Json;
using McpProxy.Tools.Compilation;
using McpProxy.Tools.Schema;

namespace McpProxy.UnitTests.Tools;

/// <summary>What is known of input schemas from one load to the next, and from one process to the next.</summary>
public sealed class InputCacheTests
{
    private static readonly byte[] Text = """{"type":"object","properties":{"a":{"type":"integer"}}}"""u8.ToArray();

    [Fact]
    public void Schema_ThatCompiledInAnotherProcess_IsCompiledWhenItIsUsed()
    {
        var folder = Directory.CreateTempSubdirectory("mcpproxy-inputs-").FullName;
        var digest = SchemaDigest.Of(Text);
        var first = new InputCache();
        first.Begin(folder);
        Assert.False(first.TryFind(digest, Text, out _));
        first.Add(digest, new CompiledInput(Text, Compile(), []));
        first.Save();

        var second = new InputCache();
        second.Begin(folder);

        Assert.True(second.TryFind(digest, Text, out var found));
        Assert.False(found.Schema.IsCompiled);
        Assert.False(IsValid(found.Schema, """{"a":"b"}"""));
        Assert.True(found.Schema.IsCompiled);
        Directory.Delete(folder, recursive: true);
    }

    [Fact]
    public void Save_BesideFilesOfOtherVersions_RemovesThoseThatAreLongUnused()
    {
        var folder = Directory.CreateTempSubdirectory("mcpproxy-inputs-").FullName;
        Write("0123456789abcdef.schemas", days: 31);
        Write("fedcba9876543210.schemas", days: 29);
        Write("mine.schemas", days: 31);
        Write("0123456789ABCDEF.txt", days: 31);
        var cache = new InputCache();
        cache.Begin(folder);
        cache.Add(SchemaDigest.Of(Text), new CompiledInput(Text, Compile(), []));

        cache.Save();

        Assert.Equal(["0123456789ABCDEF.txt", "fedcba9876543210.schemas", "mine.schemas"], Directory.GetFiles(folder).Select(Path.GetFileName).Where(IsWritten).Order(StringComparer.Ordinal));
        Directory.Delete(folder, recursive: true);

        void Write(string name, int days)
        {
            var file = Path.Combine(folder, name);
            File.WriteAllText(file, name);
            File.SetLastWriteTimeUtc(file, DateTime.UtcNow.AddDays(-days));
        }

        bool IsWritten(string? name) => File.ReadAllText(Path.Combine(folder, name!)) == name;
    }

    [Fact]
    public void Schema_ThatIsReleasedWhileItIsUsed_GivesTheSameVerdicts()
    {
        var schema = Compile();
        schema.Release(Text);
        Assert.False(schema.IsCompiled);

        Parallel.For(0, 2000, i =>
        {
            if (i % 3 == 0)
            {
                schema.Release(Text);
            }

            Assert.Equal(i % 2 == 0, IsValid(schema, i % 2 == 0 ? """{"a":1}""" : """{"a":"b"}"""));
        });
    }

    [Fact]
    public void Schema_ThatIsRehearsed_IsCompiledWhenItIsUsedAllTheSame()
    {
        var schema = CompiledSchema.Later(Text);
        var broken = CompiledSchema.Later("""{"type":"nothing"}"""u8.ToArray());

        SchemaRehearsal.Run([broken, schema, Compile()]);

        Assert.False(schema.IsCompiled);
        Assert.Throws<InvalidOperationException>(broken.Rehearse);
        Assert.True(IsValid(schema, """{"a":1}"""));
    }

    /// <summary>Nobody waits for a rehearsal: what escaped its thread would end the process.</summary>
    [Fact]
    public void Rehearsal_OfWhatIsNoJson_FailsNobody()
    {
        var damaged = CompiledSchema.Later("{"u8.ToArray());

        SchemaRehearsal.Run([damaged, CompiledSchema.Later(Text)]);

        Assert.ThrowsAny<JsonException>(damaged.Rehearse);
    }

    private static CompiledSchema Compile() => CompiledSchema.Compile(JsonElement.Parse(Text), SchemaCompilerOptions.Default, [])!;

    private static bool IsValid(CompiledSchema schema, string value)
    {
        using var tape = JsonTape.Parse(System.Text.Encoding.UTF8.GetBytes(value), 64);
        return schema.Validate(tape, JsonTape.Root, null);
    }
}
