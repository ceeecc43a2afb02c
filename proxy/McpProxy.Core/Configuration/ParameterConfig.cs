using System.ComponentModel.DataAnnotations;
using System.Diagnostics.CodeAnalysis;
using System.Text.Json;
using McpProxy.Tools.Compilation;

namespace McpProxy.Configuration;

/// <summary>
/// One argument of a tool. The short form is <c>type[!][ description]</c> with a type of string, integer, number, boolean,
/// object or array, or any of them followed by <c>[]</c>; <c>!</c> makes it required: <c>"string! Profile to read"</c>.
/// </summary>
public sealed record ParameterConfig : IShortForm<ParameterConfig>
{
    static string IShortForm<ParameterConfig>.ShortForm => "type[!][ description]";

    static string IShortForm<ParameterConfig>.ShortFormPattern => @"^(string|integer|number|boolean|object|array)(\[\])?!?( .*)?$";

    /// <summary>Where the value goes. Default: <c>path</c> when the template names it, <c>query</c> for GET, HEAD and DELETE, else <c>body</c>.</summary>
    public ParameterLocation? In { get; init; }

    /// <summary>JSON type, or a short form such as <c>string[]!</c>. Default <c>string</c>.</summary>
    public string Type { get; init; } = "string";

    /// <summary>Type of the items of an array. Default: any.</summary>
    public string? Items { get; init; }

    /// <summary>Whether the argument must be given. Default: true in the path, false elsewhere.</summary>
    public bool? Required { get; init; }

    /// <summary>What the argument means, for the model.</summary>
    public string? Description { get; init; }

    /// <summary>Fixes the value and hides the argument from the caller. Any JSON value.</summary>
    public JsonElement? Const { get; init; }

    /// <summary>Fills the value when the caller leaves it out. Any JSON value.</summary>
    public JsonElement? Default { get; init; }

    /// <summary>The value when the caller leaves it out, counted from the time of the call: <c>now</c>, or <c>-30d</c> with a unit of <c>s</c>, <c>m</c>, <c>h</c>, <c>d</c> or <c>w</c>. Milliseconds since 1970 for a number, or where <see cref="Coerce"/> says <c>EpochMilliseconds</c>; <c>yyyy-MM-dd</c> for the format <c>date</c>; else <c>yyyy-MM-ddTHH:mm:ssZ</c>. Excludes <see cref="Default"/> and <see cref="Const"/>. Default none.</summary>
    public string? DefaultTime { get; init; }

    /// <summary>Other names that callers may use for it; not shown in the schema. Both with different values are refused. Default none.</summary>
    public IReadOnlyList<string> Aliases { get; init; } = [];

    /// <summary>What is mended before the value is held to the schema: first <c>Json</c>, then <c>List</c>, then the others, which mend the items of an array too. See docs/input-rules.md. Default nothing.</summary>
    public IReadOnlyList<Coercion> Coerce { get; init; } = [];

    /// <summary>Its name on the wire when that differs. In a body <c>$</c> makes the value the whole body (JSON; text where <c>ContentType</c> of the tool is not JSON; the bytes of a <c>file</c>), and in JSON <c>a.b</c> nests it. In <c>context</c> it is <c>identity</c>, <c>profile</c>, <c>region</c> or <c>handle</c>, and follows from the names <c>identity_id</c>, <c>profile_id</c>, <c>region</c> and <c>context</c>.</summary>
    public string? As { get; init; }

    /// <summary>The allowed values: an array of any JSON values.</summary>
    public JsonElement? Enum { get; init; }

    /// <summary>JSON Schema <c>format</c>.</summary>
    public string? Format { get; init; }

    /// <summary>JSON Schema <c>pattern</c> (ECMA-262).</summary>
    public string? Pattern { get; init; }

    /// <summary>Smallest number.</summary>
    public double? Minimum { get; init; }

    /// <summary>Largest number.</summary>
    public double? Maximum { get; init; }

    /// <summary>Fewest characters.</summary>
    [Range(0, int.MaxValue)]
    public int? MinLength { get; init; }

    /// <summary>Most characters.</summary>
    [Range(0, int.MaxValue)]
    public int? MaxLength { get; init; }

    /// <summary>Fewest items.</summary>
    [Range(0, int.MaxValue)]
    public int? MinItems { get; init; }

    /// <summary>Most items.</summary>
    [Range(0, int.MaxValue)]
    public int? MaxItems { get; init; }

    /// <summary>A JSON Schema for what the keys above cannot say; replaces <see cref="Type"/>, <see cref="Items"/> and the keywords from <see cref="Enum"/> to <see cref="MaxItems"/>.</summary>
    public JsonElement? Schema { get; init; }

    /// <summary>OpenAPI <c>style</c> of arrays and objects: path <c>simple</c> (default), <c>label</c>, <c>matrix</c>; query and urlencoded form <c>form</c> (default), <c>spaceDelimited</c>, <c>pipeDelimited</c>, <c>deepObject</c>; header <c>simple</c>; cookie <c>form</c>.</summary>
    public ParameterStyle? Style { get; init; }

    /// <summary>OpenAPI <c>explode</c>: one <c>name=value</c> per item. Default true for style <c>form</c> and <c>deepObject</c>, else false.</summary>
    public bool? Explode { get; init; }

    /// <summary>Whether <c>:/?@!$'()*,;=[]</c> stay as they are in a query or urlencoded form instead of being percent-encoded (OpenAPI <c>allowReserved</c>); <c>#</c>, <c>&amp;</c> and <c>+</c> never do. Default false.</summary>
    public bool AllowReserved { get; init; }

    /// <summary>Media type of a part of a multipart form; default <c>application/octet-stream</c> for files. Outside of a body a JSON type writes the value as one JSON text (OpenAPI <c>content</c>), instead of by <see cref="Style"/>.</summary>
    public string? ContentType { get; init; }

    /// <summary>File name of a multipart file part. Default: the argument's name.</summary>
    public string? FileName { get; init; }

    /// <summary>Mirrors the argument in the <c>Mcp-Param-{name}</c> request header of 2026-07-28 clients (<c>x-mcp-header</c>). String, integer or boolean only. Default none.</summary>
    public string? McpHeader { get; init; }

    static bool IShortForm<ParameterConfig>.TryParse(string text, [NotNullWhen(true)] out ParameterConfig? value, [NotNullWhen(false)] out string? error)
    {
        var end = text.AsSpan().Trim().IndexOf(' ');
        var type = end < 0 ? text.Trim() : text.Trim()[..end];
        var description = end < 0 ? "" : text.Trim()[end..].Trim();
        if (ShortType.TryParse(type, out _))
        {
            value = new ParameterConfig { Type = type, Description = description.Length == 0 ? null : description };
            error = null;
            return true;
        }

        var near = NearestName.Find(type.TrimEnd('!', '[', ']'), ShortType.Names);
        value = null;
        error = near is null
            ? $"'{type}' is not a type; the types are {string.Join(", ", ShortType.Names)}, each also with [] or !."
            : $"'{type}' is not a type; did you mean '{near}'?";
        return false;
    }
}
