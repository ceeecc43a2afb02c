using System.Runtime.InteropServices;
using System.Text.Json;

namespace McpProxy.Benchmarks.Load;

/// <summary>The table of ratios, on the console and as JSON.</summary>
internal sealed class LoadReport
{
    private static readonly JsonSerializerOptions Json = new(JsonSerializerDefaults.Web) { WriteIndented = true };
    private readonly List<ReportRow> _rows = [];

    public bool AllPass => _rows.TrueForAll(r => r.Pass != false);

    public static string Machine => $"{Environment.ProcessorCount} cores, {RuntimeInformation.FrameworkDescription}, {RuntimeInformation.ProcessArchitecture}, Linux";

    public void Add(ReportRow row) => _rows.Add(row);

    public void Ratio(string path, string figure, Comparison comparison, Func<Measurement, double?> value, string unit, double? atLeast = null, double? atMost = null)
    {
        var (low, high) = comparison.Spread(value);
        Add(new ReportRow
        {
            Path = path,
            Figure = figure,
            Value = comparison.Ratio(value),
            Low = low,
            High = high,
            AtLeast = atLeast,
            AtMost = atMost,
            Behind = $"{comparison.OfSubject(value):0.#} ÷ {comparison.OfBaseline(value):0.#} {unit}",
        });
    }

    public void Print(TextWriter output)
    {
        output.WriteLine();
        output.WriteLine(Machine);
        output.WriteLine();
        output.WriteLine($"{"path",-46} {"figure",-26} {"value",8} {"rounds",15} {"budget",8} {"",-4}  behind it");
        foreach (var row in _rows)
        {
            var rounds = row.Low is null ? "" : $"{row.Low:0.00} to {row.High:0.00}";
            var verdict = row.Pass switch { true => "pass", false => "MISS", null => "" };
            output.WriteLine($"{row.Path,-46} {row.Figure,-26} {row.Value?.ToString("0.00") ?? "-",8} {rounds,15} {row.Budget,8} {verdict,-4}  {row.Behind}");
        }
    }

    public void Write(string file) => File.WriteAllText(file, JsonSerializer.Serialize(new { Machine, Rows = _rows }, Json));
}
