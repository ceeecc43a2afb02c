using System.Text;
using System.Text.Json;
using McpProxy.Configuration;
using McpProxy.Testing;
using McpProxy.Tools.Binding;

namespace McpProxy.UnitTests.Tools.Binding;

public sealed class RequestBinderTests
{
    private static ParameterConfig P(string type = "string", ParameterLocation? location = null, string? wireName = null, ParameterStyle? style = null, bool? explode = null) =>
        new() { Type = type, In = location, As = wireName, Style = style, Explode = explode };

    private static JsonElement Json(string text) => JsonDocument.Parse(text).RootElement;

    [Fact]
    public void Bind_PathQueryAndFixedQuery_PutsEachInItsPlace()
    {
        var tool = SomeTool.With("GET /v2/profiles/{profileId}?view=full", ("profileId", P("string!")), ("expand", P("string[]")), ("limit", P("integer")));

        var (request, problem) = SomeTool.Bind(tool, """{"profileId":"a b","expand":["x","y&z"],"limit":5}""");

        Assert.Null(problem);
        Assert.Equal("/v2/profiles/a b", request.Path);
        Assert.Equal("?view=full&expand=x&expand=y%26z&limit=5", request.Query);
        Assert.Null(request.Body);
    }

    [Fact]
    public void Bind_Post_WritesBodyFromTheCallersOwnBytes()
    {
        var tool = SomeTool.With("POST /things", ("name", P("string!")), ("price", P("number")), ("tags", P("string[]", wireName: "meta.tags")), ("note", P(wireName: "meta.note")));

        var (request, problem) = SomeTool.Bind(tool, """{"price":1.50,"name":"caf\u00e9 \"x\"","tags":[ "a" ]}""");

        Assert.Null(problem);
        Assert.Equal("application/json", request.ContentType);
        Assert.Equal("""{"name":"caf\u00e9 \"x\"","price":1.50,"meta":{"tags":[ "a" ]}}""", Encoding.UTF8.GetString(request.Body!.WrittenSpan));
    }

    [Fact]
    public void Bind_WholeBody_IsTheValueItself()
    {
        var tool = SomeTool.With("PUT /things/{id}", ("id", P("string!")), ("thing", P("object!", ParameterLocation.Body, "$")));

        var (request, _) = SomeTool.Bind(tool, """{"id":"7","thing":{"a":[1,2]}}""");

        Assert.Equal("""{"a":[1,2]}""", Encoding.UTF8.GetString(request.Body!.WrittenSpan));
    }

    [Fact]
    public void Bind_ConstAndDefault_FillWhatTheCallerLeavesOut()
    {
        var tool = SomeTool.With("GET /x", ("fixed", new ParameterConfig { Const = Json("\"secretless\"") }), ("size", new ParameterConfig { Type = "integer", Default = Json("10") }));

        Assert.Equal("?fixed=secretless&size=10", SomeTool.Bind(tool, "{}").Request.Query);
        Assert.Equal("?fixed=secretless&size=3", SomeTool.Bind(tool, """{"fixed":"mine","size":3}""").Request.Query);
    }

    [Fact]
    public void Bind_EscapedArgumentName_IsTheSameArgument()
    {
        var tool = SomeTool.With("GET /x", ("name", P()));

        Assert.Equal("?name=v", SomeTool.Bind(tool, """{"n\u0061me":"v"}""").Request.Query);
    }

    [Fact]
    public void Bind_HeadersAndCookies_AreSet()
    {
        var tool = SomeTool.From(new ToolConfig
        {
            Route = "all",
            Request = "GET /x",
            Headers = new Dictionary<string, string> { ["Accept"] = "text/csv" },
            Parameters = new Dictionary<string, ParameterConfig>
            {
                ["trace"] = P(location: ParameterLocation.Header, wireName: "X-Trace"),
                ["ids"] = P("integer[]", ParameterLocation.Header, "X-Ids"),
                ["theme"] = P(location: ParameterLocation.Cookie),
            },
        });

        var (request, problem) = SomeTool.Bind(tool, """{"trace":"t-1","ids":[1,2],"theme":"dark; admin=1"}""");

        Assert.Null(problem);
        Assert.Equal("text/csv", request.Headers.Accept);
        Assert.Equal("t-1", request.Headers["X-Trace"]);
        Assert.Equal("1,2", request.Headers["X-Ids"]);
        Assert.Equal("theme=dark%3B%20admin%3D1", request.Headers.Cookie);
    }

    [Theory]
    [InlineData(ParameterStyle.Form, true, "?ids=1&ids=2")]
    [InlineData(ParameterStyle.Form, false, "?ids=1,2")]
    [InlineData(ParameterStyle.SpaceDelimited, false, "?ids=1%202")]
    [InlineData(ParameterStyle.PipeDelimited, false, "?ids=1%7C2")]
    public void Bind_ArrayInQuery_FollowsStyleAndExplode(ParameterStyle style, bool explode, string expected)
    {
        var tool = SomeTool.With("GET /x", ("ids", P("integer[]", style: style, explode: explode)));

        Assert.Equal(expected, SomeTool.Bind(tool, """{"ids":[1,2]}""").Request.Query);
    }

    [Theory]
    [InlineData(ParameterStyle.Form, true, "?a=1&b=x+y")]
    [InlineData(ParameterStyle.Form, false, "?o=a,1,b,x+y")]
    [InlineData(ParameterStyle.DeepObject, true, "?o%5Ba%5D=1&o%5Bb%5D=x+y")]
    public void Bind_ObjectInQuery_FollowsStyleAndExplode(ParameterStyle style, bool explode, string expected)
    {
        var tool = SomeTool.With("GET /x", ("o", P("object", style: style, explode: explode)));

        Assert.Equal(expected, SomeTool.Bind(tool, """{"o":{"a":1,"b":"x y"}}""").Request.Query);
    }

    [Fact]
    public void Bind_UrlEncodedForm_WritesPairs()
    {
        var tool = SomeTool.With("POST /login", ("user", P(location: ParameterLocation.Form)), ("scope", P("string[]", ParameterLocation.Form)));

        var (request, _) = SomeTool.Bind(tool, """{"user":"a&b=c","scope":["r","w"]}""");

        Assert.Equal("application/x-www-form-urlencoded", request.ContentType);
        Assert.Equal("user=a%26b%3Dc&scope=r&scope=w", Encoding.ASCII.GetString(request.Body!.WrittenSpan));
    }

    [Fact]
    public void Bind_OpenSchema_SendsUndeclaredMembersWhereDeclaredOnesGo()
    {
        var schema = Json("""{"type":"object","properties":{"a":{"type":"integer"}}}""");
        var post = SomeTool.From(new ToolConfig { Route = "all", Request = "POST /x", InputSchema = schema });
        var get = SomeTool.From(new ToolConfig { Route = "all", Request = "GET /x", InputSchema = schema });

        Assert.Equal("""{"a":1,"b":{"c":2}}""", Encoding.UTF8.GetString(SomeTool.Bind(post, """{"a":1,"b":{"c":2}}""").Request.Body!.WrittenSpan));
        Assert.Equal("?a=1&b=x", SomeTool.Bind(get, """{"a":1,"b":"x"}""").Request.Query);
    }

    [Fact]
    public void Bind_CatchAll_SpansSegments()
    {
        var tool = SomeTool.With("GET /files/{**path}", ("path", P("string!")));

        Assert.Equal("/files/a/b c", SomeTool.Bind(tool, """{"path":"a/b c"}""").Request.Path);
    }

    [Theory]
    [InlineData("")]
    [InlineData(".")]
    [InlineData("..")]
    [InlineData("..;x=1")]
    [InlineData("a/b")]
    [InlineData("a\\b")]
    [InlineData("a\u0000b")]
    [InlineData("a\r\nHost: evil")]
    public void Bind_HostilePathValue_IsRefused(string value)
    {
        var tool = SomeTool.With("GET /v2/profiles/{id}", ("id", P("string!")));

        var (_, problem) = SomeTool.Bind(tool, $$"""{"id":{{JsonSerializer.Serialize(value)}}}""");

        Assert.Equal("id", problem?.Argument);
    }

    [Theory]
    [InlineData("../etc")]
    [InlineData("a/../../b")]
    [InlineData("a//b")]
    [InlineData("/a")]
    [InlineData("a/..;/b")]
    public void Bind_HostileCatchAllValue_IsRefused(string value)
    {
        var tool = SomeTool.With("GET /files/{**path}", ("path", P("string!")));

        Assert.NotNull(SomeTool.Bind(tool, $$"""{"path":{{JsonSerializer.Serialize(value)}}}""").Problem);
    }

    [Fact]
    public void Bind_TwoVariablesInOneSegment_CannotMakeDots()
    {
        var tool = SomeTool.With("GET /x/{a}{b}/y", ("a", P("string!")), ("b", P("string!")));

        Assert.NotNull(SomeTool.Bind(tool, """{"a":".","b":"."}""").Problem);
    }

    /// <summary>JSON can write it and text cannot be it: an encoder would send U+FFFD, which nobody has said.</summary>
    [Theory]
    [InlineData("GET /x/{a}", ParameterLocation.Path, "string!", "\"\\ud800\"")]
    [InlineData("GET /x/{a}", ParameterLocation.Path, "array!", "[\"b\",\"\\ud800\"]")]
    [InlineData("GET /x/{a}", ParameterLocation.Path, "object!", "{\"b\":\"\\udc00\"}")]
    [InlineData("GET /x/{a}", ParameterLocation.Path, "object!", "{\"\\ud800\":1}")]
    [InlineData("GET /x", ParameterLocation.Query, "string", "\"b\\ud800\"")]
    [InlineData("GET /x", ParameterLocation.Query, "array", "[\"\\ud800\"]")]
    [InlineData("GET /x", ParameterLocation.Query, "object", "{\"b\":\"\\ud800\"}")]
    [InlineData("GET /x", ParameterLocation.Query, "object", "{\"\\ud800\":1}")]
    [InlineData("GET /x", ParameterLocation.Header, "string", "\"\\ud800\"")]
    [InlineData("GET /x", ParameterLocation.Header, "array", "[\"\\ud800\"]")]
    [InlineData("GET /x", ParameterLocation.Cookie, "string", "\"\\udfff\"")]
    [InlineData("GET /x", ParameterLocation.Cookie, "array", "[\"b\",\"\\ud800\"]")]
    [InlineData("GET /x", ParameterLocation.Cookie, "object", "{\"\\ud800\":1}")]
    [InlineData("POST /x", ParameterLocation.Form, "string", "\"\\ud800\"")]
    [InlineData("POST /x", ParameterLocation.Form, "array", "[\"b\",\"\\ud800\"]")]
    public void Bind_LoneSurrogate_NeverReachesARequest(string request, ParameterLocation place, string type, string value)
    {
        var tool = SomeTool.With(request, ("a", P(type, place)));
        var parts = SomeTool.With("POST /x", ("a", P(type.TrimEnd('!'), ParameterLocation.Form)), ("f", P(location: ParameterLocation.File)));

        Assert.Equal("a", SomeTool.Bind(tool, $$"""{"a":{{value}}}""").Problem?.Argument);
        Assert.True(value[0] == '{' || SomeTool.Bind(parts, $$"""{"a":{{value}}}""").Problem?.Argument == "a");
    }

    [Fact]
    public void Bind_LoneSurrogate_NeverReachesTextNamesOrContext()
    {
        var text = SomeTool.From(new ToolConfig { Route = "all", Request = "POST /x", ContentType = "text/plain", Parameters = new Dictionary<string, ParameterConfig> { ["a"] = P("string!", ParameterLocation.Body, "$") } });
        var open = SomeTool.From(new ToolConfig { Route = "all", Request = "GET /x", InputSchema = Json("""{"type":"object"}""") });
        var context = SomeTool.With("GET /x", ("a", P(location: ParameterLocation.Context, wireName: "profile")));

        Assert.Equal("a", SomeTool.Bind(text, """{"a":"\ud800"}""").Problem?.Argument);
        Assert.NotNull(SomeTool.Bind(open, """{"\ud800":1}""").Problem);
        Assert.Equal("a", SomeTool.Bind(context, """{"a":"\ud800"}""").Problem?.Argument);
    }

    [Fact]
    public void Bind_NamesOfParts_CannotEndTheirLine()
    {
        var tool = SomeTool.With("POST /x", ("v", P(location: ParameterLocation.Form, wireName: "a\rb\nc\"d")), ("f", new ParameterConfig { In = ParameterLocation.File, FileName = "e\r\n\"f" }));

        var body = Encoding.UTF8.GetString(SomeTool.Bind(tool, """{"v":"x","f":"AAAA"}""").Request.Body!.WrittenSpan);

        Assert.Contains("\r\nContent-Disposition: form-data; name=\"a%0Db%0Ac%22d\"\r\n", body, StringComparison.Ordinal);
        Assert.Contains("; filename=\"e%0D%0A%22f\"\r\n", body, StringComparison.Ordinal);
    }

    /// <summary>Whoever could tell the next boundary could write parts of their own into a value.</summary>
    [Fact]
    public void Bind_Boundaries_CannotBeGuessed()
    {
        var tool = SomeTool.With("POST /x", ("f", P(location: ParameterLocation.File)));

        var boundaries = Enumerable.Range(0, 200).Select(_ => SomeTool.Bind(tool, """{"f":"AAAA"}""").Request.ContentType!.Split("boundary=mcpproxy-")[1]).ToList();

        // Each of the 32 digits takes nearly all of its 16 values; one that counts or stands still does not.
        Assert.All(boundaries, b => Assert.Equal(32, b.Length));
        Assert.All(Enumerable.Range(0, 32), i => Assert.InRange(boundaries.Select(b => b[i]).Distinct().Count(), 12, 16));
    }

    [Fact]
    public void Bind_BadBase64File_IsRefused()
    {
        var tool = SomeTool.With("POST /upload", ("file", P(location: ParameterLocation.File)));

        Assert.Equal(("file", "a file is given as base64, and character 4 is a blank or line break: leave those out"), (Problem("\"not base64!\"").Argument, Problem("\"not base64!\"").Message));
        Assert.Contains("character 5 is '!'", Problem("\"AAAA!AAA\"").Message, StringComparison.Ordinal);
        Assert.Contains("character 3 is '_', of the URL-safe alphabet", Problem("\"AA_-\"").Message, StringComparison.Ordinal);
        Assert.Contains("character 5 is a blank or line break", Problem("\"AAAA\\nAAAA\"").Message, StringComparison.Ordinal);
        Assert.Contains("has 6 characters", Problem("\"AAAAAA\"").Message, StringComparison.Ordinal);
        Assert.Contains("padding begins at character 2", Problem("\"A===\"").Message, StringComparison.Ordinal);
        Assert.Contains("padding begins at character 3", Problem("\"AA==AAAA\"").Message, StringComparison.Ordinal);
        Assert.Contains("not of its alphabet", Problem("\"é\"").Message, StringComparison.Ordinal);
        Assert.Equal("a file is given as a base64 string", Problem("5").Message);
        Assert.StartsWith("item 2: ", Problem("[\"AAAA\",\"A\"]").Message, StringComparison.Ordinal);

        BindingProblem Problem(string value) => SomeTool.Bind(tool, $$"""{"file":{{value}}}""").Problem!;
    }

    [Fact]
    public void Bind_MembersOfAnOpenSchema_CannotRepeatWhatTheOperatorFixed()
    {
        var tool = SomeTool.From(new ToolConfig { Route = "all", Request = "GET /x?accountType=seller", InputSchema = Json("""{"type":"object"}""") });

        Assert.Equal("accountType", SomeTool.Bind(tool, """{"accountType":"vendor"}""").Problem?.Argument);
    }

    [Fact]
    public void Bind_ExplodedObject_CannotForgeAHiddenParameter()
    {
        var tool = SomeTool.With("GET /x", ("filter", P("object")), ("tenant", new ParameterConfig { Const = Json("\"a\"") }));

        Assert.NotNull(SomeTool.Bind(tool, """{"filter":{"tenant":"b"}}""").Problem);
        Assert.Equal("?other=b&tenant=a", SomeTool.Bind(tool, """{"filter":{"other":"b"}}""").Request.Query);
    }

    [Fact]
    public void Bind_DotsInASchemasNames_AreNames()
    {
        var tool = SomeTool.From(new ToolConfig { Route = "all", Request = "POST /x", InputSchema = Json("""{"type":"object","properties":{"a.b":{"type":"integer"},"$":{"type":"integer"}}}""") });

        Assert.Equal("""{"a.b":1,"$":2}""", Encoding.UTF8.GetString(SomeTool.Bind(tool, """{"a.b":1,"$":2}""").Request.Body!.WrittenSpan));
    }
}
