namespace Counterweight.Linear;

/// <summary>A loop over one tile of classes.</summary>
internal interface IClassTileJob
{
    void Run<TClasses>()
        where TClasses : struct, ITileClasses;
}
