using System.Globalization;

namespace AdsSimulator.Faults;

/// <summary>Parses the fault switches, which are the same words in a path segment and in headers.</summary>
internal static class FaultSpec
{
    public const string HeaderPrefix = "X-Sim-";

    public const string Grammar =
        "status=100..599, retry-after=SECONDS, retry-after-date=SECONDS, location=URL, delay-ms=MS, cut=before-headers|mid-body, drip=BYTES_PER_SECOND, skip=N, times=N, key=NAME; joined with commas";

    private static readonly string[] _headerNames =
        ["status", "retry-after", "retry-after-date", "location", "delay-ms", "cut", "drip", "skip", "times", "key"];

    /// <summary>Adds the settings of a path segment such as <c>status=503,times=3</c>.</summary>
    /// <exception cref="FormatException">The segment is not a fault specification.</exception>
    public static FaultPlan ApplySegment(FaultPlan plan, string segment)
    {
        foreach (var part in segment.Split(',', StringSplitOptions.RemoveEmptyEntries))
        {
            var at = part.IndexOf('=', StringComparison.Ordinal);
            plan = at > 0 ? Apply(plan, part[..at], Uri.UnescapeDataString(part[(at + 1)..])) : throw new FormatException($"'{part}' has no value.");
        }

        return plan;
    }

    /// <summary>Adds the settings of the <c>X-Sim-*</c> headers.</summary>
    /// <exception cref="FormatException">A header has no usable value.</exception>
    public static FaultPlan ApplyHeaders(FaultPlan plan, IHeaderDictionary headers)
    {
        foreach (var name in _headerNames)
        {
            if (headers.TryGetValue(HeaderPrefix + name, out var value))
            {
                plan = Apply(plan, name, value.ToString());
            }
        }

        return plan;
    }

    private static FaultPlan Apply(FaultPlan plan, string name, string value) => name switch
    {
        "status" => plan with { Status = Number(name, value, 100, 599) },
        "retry-after" => plan with { RetryAfter = Number(name, value) },
        "retry-after-date" => plan with { RetryAfterDate = Number(name, value) },
        "location" => plan with { Location = value },
        "delay-ms" => plan with { DelayMs = Number(name, value) },
        "cut" => plan with { Cut = ParseCut(value) },
        "drip" => plan with { Drip = Number(name, value, 1) },
        "skip" => plan with { Skip = Number(name, value) },
        "times" => plan with { Times = Number(name, value) },
        "key" => plan with { Key = value },
        _ => throw new FormatException($"Unknown fault '{name}'."),
    };

    private static CutPoint ParseCut(string value) => value switch
    {
        "before-headers" => CutPoint.BeforeHeaders,
        "mid-body" => CutPoint.MidBody,
        _ => throw new FormatException($"cut={value}: use before-headers or mid-body."),
    };

    private static int Number(string name, string value, int min = 0, int max = int.MaxValue) =>
        int.TryParse(value, NumberStyles.None, CultureInfo.InvariantCulture, out var number) && number >= min && number <= max
            ? number
            : throw new FormatException($"{name}={value}: use a whole number from {min} to {max}.");
}
