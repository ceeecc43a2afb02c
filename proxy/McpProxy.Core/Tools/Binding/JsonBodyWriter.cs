using McpProxy.Configuration;
using McpProxy.Dispatch;
using McpProxy.Tools.Schema;

namespace McpProxy.Tools.Binding;

/// <summary>Writes a JSON body by copying the bytes of validated values: what the caller sent is what the upstream gets.</summary>
internal static class JsonBodyWriter
{
    public static void WriteObject(PooledBuffer output, RequestTemplate template, JsonTape arguments, ReadOnlySpan<ArgumentValue> values)
    {
        output.WriteByte((byte)'{');
        var any = WriteMembers(output, template.Body, values);
        if (template.Undeclared == ParameterLocation.Body)
        {
            WriteUndeclared(output, template, arguments, any);
        }

        output.WriteByte((byte)'}');
    }

    private static bool WriteMembers(PooledBuffer output, BodyMember[] members, ReadOnlySpan<ArgumentValue> values)
    {
        var any = false;
        foreach (var member in members)
        {
            var start = output.Length;
            if (any)
            {
                output.WriteByte((byte)',');
            }

            output.Write(member.EncodedName);
            if (WriteValue(output, member, values))
            {
                any = true;
            }
            else
            {
                output.Truncate(start);
            }
        }

        return any;
    }

    private static bool WriteValue(PooledBuffer output, BodyMember member, ReadOnlySpan<ArgumentValue> values)
    {
        if (member.Parameter is { } parameter)
        {
            if (values[parameter.Ordinal] is not { IsPresent: true } value)
            {
                return false;
            }

            output.Write(value.Raw.Span);
            return true;
        }

        output.WriteByte((byte)'{');
        var any = WriteMembers(output, member.Members, values);
        output.WriteByte((byte)'}');
        return any;
    }

    private static void WriteUndeclared(PooledBuffer output, RequestTemplate template, JsonTape arguments, bool any)
    {
        var end = arguments.Next(JsonTape.Root);
        for (var name = JsonTape.Root + 1; name < end; name = arguments.Next(name + 1))
        {
            if (!RequestBinder.IsUndeclared(template, arguments, name))
            {
                continue;
            }

            if (any)
            {
                output.WriteByte((byte)',');
            }

            any = true;
            output.Write(arguments.RawSpan(name));
            output.WriteByte((byte)':');
            output.Write(arguments.RawSpan(name + 1));
        }
    }
}
