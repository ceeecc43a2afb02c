namespace McpProxy.Tools.Binding;

/// <summary>Writes a urlencoded body.</summary>
internal static class FormBodyWriter
{
    public static BindingProblem? Write(BoundRequest request, RequestTemplate template, ReadOnlySpan<ArgumentValue> values)
    {
        var pairs = new FormPairs(request.Body!, template.ReservedNames); // made by the caller
        foreach (var parameter in template.Form)
        {
            if (values[parameter.Ordinal] is { IsPresent: true } value && pairs.Write(parameter, value) is { } problem)
            {
                return new BindingProblem(parameter.Name, problem);
            }
        }

        return null;
    }
}
