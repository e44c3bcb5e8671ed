namespace Counterweight.Training.Models;

/// <summary>A model that can be read again; it joins by a line in <see cref="ModelKinds"/>.</summary>
internal interface IModelReader<TSelf> : ISavedModel
    where TSelf : class, IModelReader<TSelf>
{
    /// <summary><see cref="ISavedModel.Kind"/> of all models of this type.</summary>
    static abstract string KindName { get; }

    /// <summary>Reads what <see cref="ISavedModel.Write"/> wrote.</summary>
    /// <exception cref="InvalidDataException">It makes no model.</exception>
    static abstract TSelf Read(ModelReader reader);
}
