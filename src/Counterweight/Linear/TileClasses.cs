namespace Counterweight.Linear;

/// <summary>The numbers of classes of a tile.</summary>
internal static class TileClasses
{
    internal readonly struct One : ITileClasses
    {
        public static int Count => 1;
    }

    internal readonly struct Two : ITileClasses
    {
        public static int Count => 2;
    }

    internal readonly struct Three : ITileClasses
    {
        public static int Count => 3;
    }

    internal readonly struct Four : ITileClasses
    {
        public static int Count => 4;
    }
}
