using System.Text;
using McpProxy.Configuration.Files;
using McpProxy.Testing;
using Microsoft.Extensions.Configuration;

namespace McpProxy.UnitTests.Configuration;

public sealed class ConfigFileTests : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("mcpproxy-file-").FullName;
    private readonly string _file;
    private readonly TestTimeProvider _time = new();

    public ConfigFileTests() => _file = Path.Combine(_folder, "config.json");

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Fact]
    public void Load_CommentsAndTrailingCommas_AreTaken()
    {
        using var provider = Load("""{ /* a */ "A": { "B": [ 1, true, null, [], {}, "x", ], }, } // end""");

        Assert.Empty(provider.Content.Errors);
        Assert.Equal(("1", "True", "x"), (Get(provider, "A:B:0"), Get(provider, "A:B:1"), Get(provider, "a:b:5")));
        Assert.Equal((null, "", null), (Get(provider, "A:B:2"), Get(provider, "A:B:3"), Get(provider, "A:B:4")));
    }

    [Fact]
    public void Load_EnormousFile_IsNotReadIntoMemory()
    {
        using (var file = File.Create(_file))
        {
            file.SetLength(10L * 1024 * 1024 * 1024);
        }

        using var provider = Provider();
        provider.Load();

        Assert.Equal($"{_file}: MCP003: The file is larger than 16 MiB. Split it: --config may be repeated.", Assert.Single(provider.Content.Errors).ToString());
    }

    [Fact]
    public void Load_ByteOrderMark_IsPassedOver()
    {
        File.WriteAllText(_file, """{ "A": 1 }""", new UTF8Encoding(encoderShouldEmitUTF8Identifier: true));
        using var provider = Provider();
        provider.Load();

        Assert.Empty(provider.Content.Errors);
        Assert.Equal("1", Get(provider, "A"));
    }

    [Theory]
    [InlineData("{", "Line 1, column 2: The text ends inside an object or array that is not closed.")]
    [InlineData("{\n  \"Ä\": é }", "Line 2, column 8: '0xC3' is an invalid start of a value.")]
    [InlineData("{ \"A\": 1 } x", "Line 1, column 12: 'x' is invalid after a single JSON value. Expected end of data.")]
    [InlineData(" \n", "The file is empty. Write at least {}.")]
    [InlineData("7", "Line 1, column 1: expected an object, got a single value.")]
    public void Load_NotJson_SaysWhere(string text, string expected)
    {
        using var provider = Load(text);

        Assert.Equal($"{_file}: MCP001: {expected}", Assert.Single(provider.Content.Errors).ToString());
        Assert.Null(provider.Content.Root);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void Load_Utf16_SaysSo(bool bigEndian)
    {
        File.WriteAllText(_file, "{}", new UnicodeEncoding(bigEndian, byteOrderMark: true));
        using var provider = Provider();
        provider.Load();

        Assert.Equal($"{_file}: MCP001: The file is UTF-16, as some shells write what is redirected to a file. Save it as UTF-8.", Assert.Single(provider.Content.Errors).ToString());
    }

    [Theory]
    [InlineData("{\n  \"a\\ud800\": 1 }", "Line 2, column 3")]
    [InlineData("{ \"A\": [ \"\\udc00\" ] }", "Line 1, column 10")]
    [InlineData("{ \"A\": \"\u00fc\" }", "Line 1, column 8")]
    [InlineData("{ \"\u00fc\\n\": 1 }", "Line 1, column 3")]
    public void Load_TextThatIsNotUnicode_SaysWhere(string text, string position)
    {
        File.WriteAllBytes(_file, Encoding.Latin1.GetBytes(text));
        using var provider = Provider();
        provider.Load();

        Assert.Equal($"{_file}: MCP001: {position}: the text is not Unicode: its bytes are not UTF-8, or it escapes half of a surrogate pair. Save the file as UTF-8.", Assert.Single(provider.Content.Errors).ToString());
    }

    [Fact]
    public void Load_KeysTwice_AreFoundAtAnyDepth()
    {
        using var provider = Load("""{ "A": [ 1, { "x": 1 }, { "B": 1, "C": [ {}, { "D": 1, "D": 2 } ], "B": 2 } ], "a": 1 }""");

        Assert.Equal(["A:2:C:1:D", "A:2:B"], provider.Content.Errors.Select(e => e.Path));
        Assert.Equal("a", Assert.Single(provider.Content.SameButForCase).Path);
    }

    [Theory]
    [InlineData(true, 0)]
    [InlineData(false, 1)]
    public void Load_NoFile_IsAMistakeUnlessOptional(bool optional, int mistakes)
    {
        using var provider = Provider(optional);

        provider.Load();

        Assert.Equal(mistakes, provider.Content.Errors.Count);
        Assert.All(provider.Content.Errors, e => Assert.Equal($"{_file}: MCP003: The file does not exist.", e.ToString()));
    }

    [Fact]
    public void Load_FileBecomesBad_KeepsTheLastGoodData()
    {
        using var provider = Load("""{ "A": 1 }""");

        File.WriteAllText(_file, "{ \"A\": ");
        provider.Load();

        Assert.Equal("1", Get(provider, "A"));
        Assert.Single(provider.Content.Errors);
    }

    [Fact]
    public void Watch_FileChanges_IsReadAgainOnceItRests()
    {
        using var provider = Watch("""{ "A": 1 }""", out var reloads);

        File.WriteAllText(_file, """{ "A": 2 }""");
        PassTimeUntil(() => reloads.Count == 1);

        Assert.Equal("2", Get(provider, "A"));
    }

    [Fact]
    public void Watch_FileIsReplacedByRenaming_IsReadAgain()
    {
        using var provider = Watch("""{ "A": 1 }""", out var reloads);

        File.WriteAllText(_file + ".new", """{ "A": 2 }""");
        File.Move(_file + ".new", _file, overwrite: true);
        PassTimeUntil(() => reloads.Count == 1);

        Assert.Equal("2", Get(provider, "A"));
    }

    [Fact]
    public void Watch_LinkIsPointedElsewhere_IsReadAgain()
    {
        // The way Kubernetes swaps a ConfigMap: the file's own name is never touched.
        var versions = new[] { "1", "2" }.Select(v => Directory.CreateDirectory(Path.Combine(_folder, "v" + v)).FullName).ToArray();
        File.WriteAllText(Path.Combine(versions[0], "config.json"), """{ "A": 1 }""");
        File.WriteAllText(Path.Combine(versions[1], "config.json"), """{ "A": 2 }""");
        var link = Path.Combine(_folder, "current");
        Directory.CreateSymbolicLink(link, versions[0]);
        File.CreateSymbolicLink(_file, Path.Combine(link, "config.json"));
        using var provider = Watch(null, out var reloads);
        Assert.Equal("1", Get(provider, "A"));

        Directory.Delete(link);
        Directory.CreateSymbolicLink(link, versions[1]);
        PassTimeUntil(() => reloads.Count == 1);

        Assert.Equal("2", Get(provider, "A"));
    }

    [Fact]
    public void Watch_HalfWrittenFile_IsWaitedFor()
    {
        using var provider = Watch("""{ "A": 1 }""", out var reloads);

        // Less than the benefit of the doubt, whenever the file system tells of the change.
        File.WriteAllText(_file, "{ \"A\": ");
        _time.Advance(TimeSpan.FromMilliseconds(450));
        Assert.Empty(reloads);

        File.WriteAllText(_file, """{ "A": 3 }""");
        PassTimeUntil(() => reloads.Count > 0);

        Assert.Equal("3", Get(provider, "A"));
        Assert.Empty(provider.Content.Errors);
        Assert.Single(reloads);
    }

    [Fact]
    public void Watch_FileStaysBad_IsReportedAndTheDataKept()
    {
        using var provider = Watch("""{ "A": 1 }""", out var reloads);

        File.WriteAllText(_file, "{ \"A\": ");
        PassTimeUntil(() => reloads.Count == 1);

        Assert.Equal("MCP001", Assert.Single(provider.Content.Errors).Code);
        Assert.Equal("1", Get(provider, "A"));
    }

    [Fact]
    public void Watch_OtherFileChanges_NothingIsReported()
    {
        using var provider = Watch("""{ "A": 1 }""", out var reloads);

        File.WriteAllText(Path.Combine(_folder, "other.json"), "x");
        File.SetLastWriteTimeUtc(_file, new DateTime(2020, 1, 1, 0, 0, 0, DateTimeKind.Utc));
        _time.Advance(TimeSpan.FromMinutes(1));

        Assert.Empty(reloads);
    }

    [Fact]
    public void Watch_FolderThatNeverRests_DoesNotHoldTheFileBack()
    {
        using var provider = Watch("""{ "A": 1 }""", out var reloads);

        File.WriteAllText(_file, """{ "A": 2 }""");
        for (var i = 0; i < 200 && reloads.Count == 0; i++)
        {
            File.WriteAllText(Path.Combine(_folder, "busy.log"), $"{i}");
            _time.Advance(TimeSpan.FromMilliseconds(50));
        }

        Assert.Single(reloads);
    }

    [Fact]
    public void Dispose_WhileWatching_WatchesNoMore()
    {
        var provider = Watch("""{ "A": 1 }""", out var reloads);

        provider.Dispose();
        File.WriteAllText(_file, """{ "A": 2 }""");
        _time.Advance(TimeSpan.FromMinutes(1));

        Assert.Empty(reloads);
    }

    private static string? Get(ConfigFileProvider provider, string key) => provider.TryGet(key, out var value) ? value : "(absent)";

    private ConfigFileProvider Provider(bool optional = false, bool reload = false) => new(new ConfigFileSource(_file, optional, reload, _time));

    private ConfigFileProvider Load(string text)
    {
        File.WriteAllText(_file, text);
        var provider = Provider();
        provider.Load();
        return provider;
    }

    private ConfigFileProvider Watch(string? text, out List<string> reloads)
    {
        if (text is not null)
        {
            File.WriteAllText(_file, text);
        }

        var provider = Provider(reload: true);
        provider.Load();
        var seen = reloads = [];
        Microsoft.Extensions.Primitives.ChangeToken.OnChange(((IConfigurationProvider)provider).GetReloadToken, () => seen.Add("reload"));
        return provider;
    }

    /// <summary>Events of the file system come when they come and may push the quiet period on; the clock alone decides nothing here.</summary>
    private void PassTimeUntil(Func<bool> happened)
    {
        for (var i = 0; i < 100 && !happened(); i++)
        {
            _time.Advance(TimeSpan.FromSeconds(1));
        }

        Assert.True(happened());
    }
}
