namespace Counterweight.Engine;

/// <summary>Tails go to stack blocks and back through these; an operand that is not there is null.</summary>
internal static unsafe class Scratch
{
    public static void CopyOrFill<T>(T* from, T* to, int count, T filling)
        where T : unmanaged
    {
        if (from == null)
        {
            new Span<T>(to, count).Fill(filling);
        }
        else
        {
            new Span<T>(from, count).CopyTo(new Span<T>(to, count));
        }
    }

    public static void CopyBack<T>(T* from, T* to, int count)
        where T : unmanaged
    {
        if (to != null)
        {
            new Span<T>(from, count).CopyTo(new Span<T>(to, count));
        }
    }
}
