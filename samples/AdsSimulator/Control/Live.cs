namespace AdsSimulator.Control;

/// <summary>Settings that are replaced as a whole while the simulator runs. Thread-safe.</summary>
/// <typeparam name="T">An immutable record.</typeparam>
public sealed class Live<T>
    where T : class
{
    private readonly Lock _writing = new();
    private readonly T _initial;
    private T _current;

    internal Live(T initial) => _current = _initial = initial;

    /// <summary>The settings that the next request sees.</summary>
    public T Current
    {
        get => Volatile.Read(ref _current);
        set
        {
            lock (_writing)
            {
                Volatile.Write(ref _current, value);
            }
        }
    }

    /// <summary>Changes some of the settings, for example <c>Update(s => s with { JwtSeconds = 60 })</c>.</summary>
    /// <param name="change">Makes the new settings of the current ones.</param>
    public void Update(Func<T, T> change)
    {
        lock (_writing)
        {
            Volatile.Write(ref _current, change(_current));
        }
    }

    /// <summary>Goes back to the settings of the start.</summary>
    public void Reset() => Current = _initial;
}
