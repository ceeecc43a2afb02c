using System.Text;
using McpProxy.Configuration;
using McpProxy.Dispatch;
using McpProxy.Tools.Schema;

namespace McpProxy.Tools.Binding;

/// <summary>Builds the query: the fixed part of the template, then the arguments in the order of their declaration.</summary>
internal static class QueryBinder
{
    public static BindingProblem? Bind(RequestTemplate template, JsonTape arguments, ReadOnlySpan<ArgumentValue> values, BoundRequest request)
    {
        if (template.Query.Length == 0 && template.Undeclared != ParameterLocation.Query)
        {
            request.Query = template.FixedQuery.Length == 0 ? "" : "?" + template.FixedQuery;
            return null;
        }

        using var buffer = new PooledBuffer(256);
        buffer.Write(Encoding.ASCII.GetBytes(template.FixedQuery));
        var pairs = new FormPairs(buffer, template.ReservedNames);
        foreach (var parameter in template.Query)
        {
            if (values[parameter.Ordinal] is { IsPresent: true } value && pairs.Write(parameter, value) is { } problem)
            {
                return new BindingProblem(parameter.Name, problem);
            }
        }

        if (template.Undeclared == ParameterLocation.Query && WriteUndeclared(ref pairs, template, arguments) is { } other)
        {
            return other;
        }

        request.Query = buffer.Length == 0 ? "" : "?" + Encoding.ASCII.GetString(buffer.WrittenSpan);
        return null;
    }

    private static BindingProblem? WriteUndeclared(ref FormPairs pairs, RequestTemplate template, JsonTape arguments)
    {
        var end = arguments.Next(JsonTape.Root);
        for (var name = JsonTape.Root + 1; name < end; name = arguments.Next(name + 1))
        {
            if (RequestBinder.IsUndeclared(template, arguments, name) && pairs.WriteUndeclared(arguments, name, name + 1) is { } problem)
            {
                return new BindingProblem(arguments.GetString(name), problem);
            }
        }

        return null;
    }
}
