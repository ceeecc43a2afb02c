using System.ComponentModel.DataAnnotations;
using System.Diagnostics.CodeAnalysis;
using System.Security.Authentication;
using System.Text.Json;
using McpProxy.Configuration;

namespace McpProxy.UnitTests.Configuration;

/// <summary>A record with one property of every bindable kind.</summary>
internal sealed record BinderSample
{
    public string Text { get; init; } = "default";

    [Range(1, 10)]
    public int Count { get; init; } = 5;

    public long? Long { get; init; }

    public double Ratio { get; init; }

    public bool Flag { get; set; }

    [Range(typeof(TimeSpan), "00:00:01", "01:00:00")]
    public TimeSpan? Wait { get; init; }

    public Uri? Url { get; init; }

    public DayOfWeek Day { get; init; }

    public Guid? Id { get; init; }

    public Version? Version { get; init; }

    public SslProtocols? Protocols { get; init; }

    public IReadOnlyList<string> Names { get; init; } = ["default"];

    public int[] Numbers { get; init; } = [];

    public IReadOnlyDictionary<string, string>? Labels { get; init; }

    public IReadOnlyDictionary<string, Part> Parts { get; init; } = new Dictionary<string, Part>();

    public Part Inner { get; init; } = new();

    public JsonElement? Json { get; init; }

    public Secret Password { get; init; }

    /// <summary>Not a key: it cannot be set.</summary>
    public int Computed => Count * 2;

    internal sealed record Part : IShortForm<Part>
    {
        public static string ShortForm => "size[!]";

        public static string ShortFormPattern => "^[0-9]+!?$";

        [Required]
        public int? Size { get; init; }

        public bool Loud { get; init; }

        public static bool TryParse(string text, [NotNullWhen(true)] out Part? value, [NotNullWhen(false)] out string? error)
        {
            value = int.TryParse(text.TrimEnd('!'), out var size) ? new Part { Size = size, Loud = text.EndsWith('!') } : null;
            error = value is null ? "No size." : null;
            return value is not null;
        }
    }
}
