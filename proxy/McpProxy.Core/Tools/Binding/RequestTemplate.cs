using System.Collections.Frozen;
using McpProxy.Configuration;
using Microsoft.Extensions.Primitives;

namespace McpProxy.Tools.Binding;

/// <summary>The upstream request of a tool with holes for its arguments. Immutable; compiled once per configuration.</summary>
internal sealed class RequestTemplate
{
    public required string Method { get; init; }

    /// <summary>The path template as written, for messages.</summary>
    public required string PathText { get; init; }

    public required PathPart[] Path { get; init; }

    /// <summary>Fixed query, already encoded, without the question mark; may be empty.</summary>
    public required string FixedQuery { get; init; }

    /// <summary>All arguments, by ordinal.</summary>
    public required ParameterBinding[] Parameters { get; init; }

    public required ParameterBinding[] Query { get; init; }

    public required ParameterBinding[] Headers { get; init; }

    public required ParameterBinding[] Cookies { get; init; }

    /// <summary>Form fields and files.</summary>
    public required ParameterBinding[] Form { get; init; }

    /// <summary>Arguments that say the context of the call.</summary>
    public ParameterBinding[] Context { get; init; } = [];

    public required BodyKind BodyKind { get; init; }

    public required string? ContentType { get; init; }

    /// <summary>Whether an empty JSON object is no body.</summary>
    public bool OptionalBody { get; init; }

    /// <summary>Members of a <see cref="Binding.BodyKind.JsonObject"/>.</summary>
    public required BodyMember[] Body { get; init; }

    /// <summary>The argument that is a whole body.</summary>
    public ParameterBinding? WholeBody { get; init; }

    /// <summary>Where members go that the input schema allows without naming them; null refuses them.</summary>
    public ParameterLocation? Undeclared { get; init; }

    public required KeyValuePair<string, StringValues>[] FixedHeaders { get; init; }

    public required RoutePathMatcher Route { get; init; }

    /// <summary>Whether a variable may span segments: the route then decides per call whether it matches.</summary>
    public bool HasCatchAll { get; init; }

    /// <summary>Names in the query (or form) that members of an argument must not take: fixed ones and those of other arguments.</summary>
    public required FrozenSet<string> ReservedNames { get; init; }

    /// <summary>RFC 9110, section 9.2.2.</summary>
    public static bool IsIdempotentMethod(string method) => method is "GET" or "HEAD" or "PUT" or "DELETE" or "OPTIONS";

    /// <summary>Finds the argument of a member of the caller's arguments, by its raw UTF-8 name.</summary>
    public ParameterBinding? FindParameter(ReadOnlySpan<byte> name)
    {
        // Tools have a handful of arguments: comparing lengths first beats hashing.
        foreach (var parameter in Parameters)
        {
            if (parameter.NameUtf8.AsSpan().SequenceEqual(name))
            {
                return parameter;
            }
        }

        return null;
    }
}
