using System.Text;
using System.Text.Json;
using McpProxy.Dispatch;
using McpProxy.Shaping;
using McpProxy.Tools.Schema;

namespace McpProxy.Completions;

/// <summary>Takes proposals out of an upstream's answer: a JSON array, JSON lines, or lines of text.</summary>
internal sealed class CompletionMapper(CompletionBinding completion, string typed) : IAnswerMapper
{
    /// <summary>Proposals are for people to read; longer texts are none.</summary>
    private const int MaxLength = 1000;

    public ToolOutcome Map(UpstreamAnswer answer)
    {
        if (AnswerBody.Take(answer, out var body) is { } failure)
        {
            return failure;
        }

        using (body)
        {
            var found = new Proposals();
            if (!TryTake(answer, body.WrittenMemory, found))
            {
                return AnswerBody.Refuse(answer, "no_proposals", $"The upstream's answer to {answer.Tool.Name} holds no proposals: it is neither JSON nor text.");
            }

            return new CompletionOutcome(completion.UpstreamFilters ? CompletionList.Of(found.Values) : CompletionList.Match(found.Values, typed));
        }
    }

    private bool TryTake(UpstreamAnswer answer, ReadOnlyMemory<byte> body, Proposals found)
    {
        if (MediaType.IsJson(answer.MediaType))
        {
            return TryTakeJson(body, found);
        }

        var isLines = answer.Sink is EventStreamSink || answer.MediaType.Length == 0 || MediaType.IsText(answer.MediaType);
        if (isLines)
        {
            TakeLines(body, found);
        }

        return isLines;
    }

    private void TakeLines(ReadOnlyMemory<byte> lines, Proposals found)
    {
        foreach (var range in lines.Span.Split((byte)'\n'))
        {
            var line = lines[range].Trim("\r \t"u8);
            var isJson = line.Span is [(byte)'{' or (byte)'"', ..];
            if (!line.IsEmpty && !(isJson && TryTakeJson(line, found)))
            {
                found.Add(Encoding.UTF8.GetString(line.Span));
            }
        }
    }

    private bool TryTakeJson(ReadOnlyMemory<byte> json, Proposals found)
    {
        try
        {
            using var tape = JsonTape.Parse(json, ResultMapper.MaxJsonDepth);
            Take(tape, JsonTape.Root, 0, found);
            return true;
        }
        catch (JsonException)
        {
            return false;
        }
    }

    /// <summary>Follows the path; arrays on the way, and at its end, are walked.</summary>
    private void Take(JsonTape tape, int value, int depth, Proposals found)
    {
        switch (tape.Kind(value))
        {
            case JsonTokenType.StartArray:
                var end = tape.Next(value);
                for (var item = value + 1; item < end; item = tape.Next(item))
                {
                    Take(tape, item, depth, found);
                }

                break;
            case JsonTokenType.StartObject:
                if (depth < completion.Select.Length && tape.TryGetProperty(value, Encoding.UTF8.GetBytes(completion.Select[depth]), out var member))
                {
                    Take(tape, member, depth + 1, found);
                }

                break;
            case JsonTokenType.String when depth == completion.Select.Length && !tape.HasLoneSurrogate(value):
                found.Add(tape.GetString(value));
                break;
            case JsonTokenType.Number when depth == completion.Select.Length:
                found.Add(Encoding.UTF8.GetString(tape.RawSpan(value)));
                break;
        }
    }

    /// <summary>Proposals in the order they came, each once.</summary>
    private sealed class Proposals
    {
        private readonly HashSet<string> _known = new(StringComparer.Ordinal);

        public List<string> Values { get; } = [];

        public void Add(string value)
        {
            if (value.Length is > 0 and <= MaxLength && _known.Add(value))
            {
                Values.Add(value);
            }
        }
    }
}
