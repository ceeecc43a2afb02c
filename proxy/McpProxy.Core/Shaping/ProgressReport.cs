using System.Text.Json;

namespace McpProxy.Shaping;

/// <summary>Progress as an upstream reports it in its stream.</summary>
internal readonly record struct ProgressReport(double Value, double? Total, string? Message)
{
    public static ProgressReport None { get; } = new(double.NaN, null, null);

    public bool IsNone => double.IsNaN(Value);

    /// <summary>Parses an object that has a numeric <c>progress</c> and nothing but <c>progress</c>, <c>total</c> and <c>message</c>.</summary>
    public static bool TryParse(ReadOnlySpan<byte> data, out ProgressReport report)
    {
        report = None;
        if (data.IsEmpty || data[0] != '{' || data.IndexOf("\"progress\""u8) < 0)
        {
            return false;
        }

        try
        {
            return TryRead(data, out report);
        }
        catch (Exception exception) when (exception is JsonException or InvalidOperationException)
        {
            return false;
        }
    }

    private static bool TryRead(ReadOnlySpan<byte> data, out ProgressReport report)
    {
        double? value = null;
        double? total = null;
        string? message = null;
        report = None;
        var reader = new Utf8JsonReader(data);
        reader.Read();
        while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
        {
            var isProgress = reader.ValueTextEquals("progress"u8);
            var isTotal = reader.ValueTextEquals("total"u8);
            var isMessage = reader.ValueTextEquals("message"u8);
            reader.Read();
            if ((isProgress || isTotal) && reader.TokenType == JsonTokenType.Number)
            {
                var number = reader.GetDouble();
                value = isProgress ? number : value;
                total = isTotal ? number : total;
            }
            else if (isMessage && reader.TokenType == JsonTokenType.String)
            {
                message = reader.GetString();
            }
            else if (!(isTotal || isMessage) || reader.TokenType != JsonTokenType.Null)
            {
                return false;
            }
        }

        if (value is not { } progress)
        {
            return false;
        }

        report = new ProgressReport(progress, total, message);
        return true;
    }
}
